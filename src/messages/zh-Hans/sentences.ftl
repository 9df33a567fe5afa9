# 各处共用的句子：问题、错误、列表、通知。

## Notices after a write
notice-created = 已创建。
notice-saved = 已保存。
notice-archived = 已归档：不再供选用，但仍可查看。
notice-restored = 已恢复，可再选用。
notice-deleted = 已删除。
notice-posted = 已过账。
notice-reversed = 已冲销。
view-saved = 视图已保存。
view-deleted = 视图已删除。

## Place data
edit-title = 编辑 { $name }
archive-title = 归档 { $name }？
archive-text = 所有单据仍可查看，但表单中不再供选用；可随时恢复。
delete-title = 删除 { $name }？
delete-text = 只能删除未被任何数据引用的项目，删除后无法恢复。
master-in-use = { $name } 已被使用，无法删除，请改为归档。
code-taken = 代码 { $code } 已被使用，请输入其他代码。
not-in-this-state = 当前状态无法执行此操作，请刷新页面查看变更。
amount-too-large = 金额过大，无法保存。
number-series-used-up = 号码区间已用完，最后号码为 { $last }，请申请新的区间。

## Events of master data
event-master-created = 创建了 { $name }
event-master-changed = 修改了 { $name }
event-master-archived = 归档了 { $name }
event-master-restored = 恢复了 { $name }
event-master-deleted = 删除了 { $name }
event-setting-changed = 修改了设置 { $name }
event-view-saved = 保存了视图{ $name }

## Lists
all-companies = 所有公司
list-rows = { $count } 行
list-range = { $first }–{ $last }
list-count = 共 { $count } 条
list-of = 共 { $count } 条
list-clear = 清除筛选
list-no-match = 没有符合筛选条件的数据
list-no-match-text = 请移除筛选条件或改用其他关键字。
list-first-use = 暂无数据
export-too-long = 导出将超过 { $max } 行，请先筛选列表。
bulk-nothing-selected = 请先选择至少一条记录。
bulk-too-many = 一次最多 { $max } 条，请先筛选列表。
rows-too-many = 涉及的数据超过 { $max } 行。只读取其中一部分会使数字有误，因此未执行。
bulk-done = 已处理 { $count } 条。
bulk-report = { $done } 条已处理，{ $failed } 条无法处理。
print-note = { $at } 由 { $by } 打印

## Problems with fields
problem-in-field = { $field }：{ $problem }
problem-in-line = 第 { $line } 行，{ $field }：{ $problem }
problem-required = 请输入内容。
problem-not-a-value = 应为单个值。
problem-not-a-list = 应为列表。
problem-not-an-object = 应为对象。
problem-not-a-number = “{ $value }”不是数字。
problem-not-a-whole-number = “{ $value }”不是整数。
problem-not-positive = 请输入大于零的数字。
problem-not-offered = 此项不存在或已停用，请另选。
problem-stays = 此项建立后不可更改。
problem-negative = 请输入零或正数。
problem-does-not-fit = “{ $value }”过大或超过 { $places } 位小数。
problem-not-a-date = “{ $value }”不是日期。
problem-not-a-choice = “{ $value }”不在可选项中。
problem-not-yes-or-no = “{ $value }”不是“是”或“否”。
problem-too-long = 最多 { $max } 个字符。
problem-too-many = 最多 { $max } 行。
problem-control-character = 含有无法显示的字符。
problem-unknown-field = 没有“{ $name }”这个字段。
problem-version-required = 请注明变更所依据的版本（If-Match 或 _version）。
problem-rows = 请选择 { $sizes } 行。
problem-cursor = “{ $value }”不是此列表中的位置：请使用上一页提供的位置，或不带此参数重新开始。
problem-unknown-filter = “{ $name }”不是此列表的筛选条件。
problem-takes-no-files = 此网址不接受文件：请以普通表单或 JSON 发送。
problem-body-malformed = 无法读取请求内容。
problem-key-required = 每次写入都需要 Idempotency-Key。
problem-key-too-long = Idempotency-Key 最多 200 个字符。
problem-foreign-origin = 表单并非由本页提交，请刷新后再试。
percent-out-of-range = 请输入 0 到 100 的百分比。
days-out-of-range = 请输入 0 到 { $max } 天。

## Errors
error-go-home = 首页
error-go-plain = 不带条件打开
error-go-search = 搜索
error-refused = 无法执行
error-invalid = 有内容需要更正
error-invalid-text = 请更正标示的字段。
error-warning = 请先确认
error-not-found = 未找到
error-not-found-text = 此页面或数据不存在，或不在您可查看的范围内。
error-forbidden = 没有权限
error-forbidden-text = 您没有“{ $permission }”权限，请向管理员申请具有此权限的角色。
error-unauthenticated = 请先登录
error-unauthenticated-text = 会话已结束或令牌无效，请重新登录。
error-stale = 已有人先行保存
error-stale-text = 您处理期间已有人保存此数据，请刷新后再修改。
error-key-reused = 相同的键已用于其他内容
error-key-reused-text = 此 Idempotency-Key 属于另一个请求，请改用新的键。
error-malformed = 无法理解
error-too-large = 内容过大
error-too-large-text = 提交的内容超过可接受的大小。
error-throttled = 尝试次数过多
error-throttled-text = 请等待 { $seconds } 秒后再试。
error-outcome-unknown = 无法确定是否已完成
error-outcome-unknown-text = 数据库未响应，请再提交一次；同一请求只会执行一次。
error-internal = 系统发生错误
error-internal-text = 已记录此错误。请再试一次；若仍出现，请提供下方参考号。
head-in = { $label }（{ $unit }）
change-of-field = { $label }：{ $old } → { $new }
text-labelled = { $label }：{ $text }
list-view-empty = “{ $view }”下暂无数据
list-show-all = 显示全部

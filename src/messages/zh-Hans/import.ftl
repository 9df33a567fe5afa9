# 文件导入与后台任务。

## 菜单与页面
menu-data = 数据
import-title = 导入
import-into = 导入到 { $company }
import-hint = 上传文件和映射文件，映射文件说明每一列的去处。要么全部导入，要么全部不导入。写入期间，其他人可以读取，保存则需等待。
import-targets = 可导入的数据
import-targets-text = 映射文件使用的名称，以及各自的字段（程序读取的名称）。
import-files = 文件与映射文件
import-start = 开始导入
import-started = 导入已开始，本页显示进度。
import-dry-hint = 读取并试写每一行，然后全部撤回：不留下任何数据。
import-mapping-needed = 请选择或上传映射文件。
import-file-name = “{ $file }”不是单纯的文件名。
import-result = 结果
import-target = 导入项目
import-file = 文件
import-row = 行
import-rows = 行数
import-column = 列
import-why = 未导入原因
import-created = 新增
import-updated = 更改
import-unchanged = 未变
import-field = 字段
import-needed = 必填
import-report-file = 下载 CSV
import-refused = { $count } 行未导入
import-ending-done = 全部已导入。
import-ending-looked = 每一行都可以导入。按要求未写入任何数据。
import-ending-looked-refused = 有些行无法导入。按要求未写入任何数据。
import-ending-nothing = 未写入任何数据。请更正下列各行后再导入。
import-ending-stopped = 导入因下列原因中断。请再导入一次：已导入的数据会略过。

import-kind-text = 文本
import-kind-decimal = 数字
import-kind-whole = 整数
import-kind-date = 日期
import-kind-flag = 是或否
import-kind-choice = 选项
import-kind-list = 列表
import-kind-object = 字段组
import-codes = 可用值
mapping-northwind = Northwind 示例数据

field-files = 文件
field-mapping = 映射文件
field-known-mapping = Tenon 自带的映射文件
field-is-dry = 仅检查

## 可导入的数据
import-company = 公司
import-user = 用户
import-fiscal-year = 会计年度
import-tax-code = 税码
import-tax-position = 税务身份
import-party = 往来单位
import-party-terms = 交易条件
import-carrier = 承运商
import-price = 价格
import-account = 会计科目
import-exchange-rate = 汇率
import-payment-term = 付款条件
import-unit = 计量单位
import-unit-conversion = 单位换算
import-product-category = 产品类别
import-product = 产品
import-price-list = 价目表
import-employee = 员工
import-product-archive = 停售产品
import-goods-receipt = 收货单
import-payment = 收付款
import-quotation = 报价单
import-sales-order = 销售订单
import-sales-order-confirm = 确认销售订单
import-delivery = 发货单
import-customer-invoice = 销售发票
import-role = 角色
import-team = 团队
import-holiday = 节假日
import-reason = 原因
import-number-series = 编号规则
import-customer-group = 客户组
import-account-roles = 科目用途
import-cost-center = 成本中心
import-journal = 日记账
import-currency = 币种
import-journal-entry = 手工凭证
import-category-accounts = 产品类别的会计科目
import-valuation-area = 计价区
import-warehouse = 仓库
import-location = 库位
import-return = 退货单
import-credit-note = 红字发票

## 后台任务
list-jobs = 后台任务
list-jobs-empty = 导入及其他耗时的工作会连同进度与报告列在这里。
list-jobs-hint = 后台任务
new-jobs = 导入
job-kind-import = 导入
job-progress = { $done } / { $total } 行
state-job-queued = 等待中
state-job-running = 进行中
state-job-done = 已完成
state-job-failed = 未完成
column-progress = 进度
column-ended = 结束时间
event-import-started = 开始导入 { $files }
event-import-finished = 导入 { $files }：新增 { $created }、更改 { $updated }、未导入 { $refused }

## 映射文件的问题
mapping-kind-table = 表
mapping-kind-text = 文本或数字
mapping-kind-list = 列表
mapping-kind-number = 数字
mapping-not-toml = 映射文件不是 TOML：{ $reason }
mapping-steps = 映射文件没有步骤，或超过 { $max } 个。
mapping-missing = 映射文件，{ $at }：缺少“{ $name }”。
mapping-unknown = 映射文件，{ $at }：没有“{ $name }”。
mapping-wrong-kind = 映射文件，{ $at }：“{ $name }”必须是{ $wanted }。
mapping-open-brace = 映射文件，{ $at }：“{ $text }”中的大括号未关闭。
mapping-not-a-choice = 映射文件，{ $at }：“{ $value }”不是“{ $name }”的选项。
mapping-file-name = 映射文件，{ $at }：“{ $file }”不是单纯的文件名。
mapping-unknown-target = 映射文件，{ $at }：无法导入“{ $target }”。可用的有：{ $targets }。
mapping-unknown-field = 映射文件，{ $at }：没有字段“{ $name }”。可用的有：{ $names }。
mapping-needed-field = 映射文件，{ $at }：字段“{ $name }”为必填。
mapping-no-list = 映射文件，{ $at }：字段“{ $name }”不是列表。
mapping-unknown-column = 映射文件，{ $at }：没有“{ $column }”列。现有：{ $columns }。
mapping-unknown-kind = 映射文件，{ $at }：无法查找“{ $kind }”。
mapping-no-code = 映射文件，{ $at }：“{ $kind }”类的记录没有自己的代码，请给出“key”。
mapping-no-company = 没有代码为“{ $code }”的公司。

## 文件的问题
import-no-file = 没有文件 { $file }。
import-not-utf8 = { $file } 第 { $row } 行：文本不是 UTF-8。请将文件另存为“CSV UTF-8”。
import-csv-broken = { $file } 无法作为 CSV 读取：{ $reason }
import-xlsx-broken = { $file } 无法作为 XLSX 读取：{ $reason }
import-cell-error = { $file } 第 { $row } 行：单元格有错误 { $error }。
import-column-twice = { $file }：“{ $column }”列重复。
import-too-many-cells = { $file } 第 { $row } 行：单元格多于列。
import-too-many-rows = { $file } 超过 { $max } 行。
import-too-large = { $file } 内容过多，无法一次读取：请分成较小的文件。

## 行的问题
import-key-empty = 键值为空。
import-key-twice = 键值 { $key } 已出现在第 { $row } 行。
import-unknown-key = 没有键值为 { $key } 的 { $kind }。
import-unknown-code = 没有代码为 { $key } 的 { $kind }。
import-cannot-change = { $key } 先前已以不同的值导入，由此产生的数据无法再由导入更改。
import-no-line = 该单据没有第 { $number } 行。
import-comes-from-document = 此项取自该行所指的单据，请勿填写。
import-needs = 此导入需要“{ $permission }”权限。

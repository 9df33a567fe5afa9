# 框架与各页面版式的文字。

## The frame around every page
kernel-skip = 跳到内容
kernel-departments = 部门
kernel-pages = 页面
kernel-home = 首页
kernel-home-of = { $name } 首页
kernel-menu = 菜单
kernel-main-navigation = 主导航
kernel-company = 公司
kernel-company-is = 公司：{ $name }
kernel-work-in = 使用公司
kernel-all-companies = 查看所有公司
kernel-panel-hide = 隐藏导航面板
kernel-panel-show = 显示导航面板
kernel-breadcrumb = 页面路径
kernel-search-or-jump = 搜索或前往…
kernel-search = 搜索
kernel-create = 新建
kernel-inbox = 收件箱
kernel-notifications =
    { $count ->
        [0] 通知
       *[other] 通知，{ $count } 条未读
    }
kernel-account = 账号
kernel-account-of = 账号：{ $name }
kernel-theme = 外观
kernel-theme-system = 跟随系统
kernel-theme-light = 浅色
kernel-theme-dark = 深色
kernel-density = 行高
kernel-density-compact = 紧凑
kernel-density-default = 标准
kernel-density-comfortable = 宽松
kernel-own-settings = 个人设置
kernel-sign-out = 退出登录
kernel-close = 关闭
kernel-cancel = 取消
kernel-back = 返回
kernel-undo = 撤销
kernel-apply = 应用
kernel-yes = 是
kernel-no = 否
kernel-offline = 当前没有连接。您输入的内容会保留，恢复连接后再发送。
kernel-part-failed = 这一部分无法加载，请刷新页面重试。

## Command palette
kernel-palette = 搜索与命令
kernel-palette-input = 搜索记录、页面和操作
kernel-palette-move = 移动
kernel-palette-open = 打开
kernel-palette-tab = 新标签页
kernel-palette-actions = 操作
kernel-palette-parties = 往来单位
kernel-palette-documents = 单据
kernel-results = 结果
kernel-nothing-found = 找不到“{ $text }”
kernel-search-everywhere = 在所有部门中搜索

## Keyboard
kernel-keys = 键盘快捷键
kernel-keys-single = 单键快捷键
kernel-keys-everywhere = 全局
kernel-keys-page = 本页
kernel-keys-lists = 列表
kernel-keys-forms = 表单与明细
kernel-keys-go = 前往与新建
kernel-key-search = 搜索或执行命令
kernel-key-rows = 下一行、上一行
kernel-key-open = 打开该行
kernel-key-peek = 预览该行
kernel-key-select = 选择该行
kernel-key-extend = 扩展选择范围
kernel-key-select-all = 选择本页全部
kernel-key-clear = 关闭，然后取消选择

## Lists
kernel-import = 导入
kernel-export = 导出
kernel-export-xlsx = Excel（XLSX）
kernel-export-csv = CSV（UTF-8）
kernel-print = 打印
kernel-print-list = 打印此列表
kernel-views = 已保存的视图
kernel-view-new = 另存为新视图
kernel-view-changed = 视图已更改
kernel-view-save = 保存视图
kernel-view-name = 视图名称
kernel-view-shared = 与可查看此列表的人共享
kernel-view-delete = 删除此视图
kernel-reset = 重置
kernel-search-in = 搜索与筛选：{ $name }
kernel-search-list = 在此列表中搜索
kernel-filter = 筛选
kernel-filter-add = 添加筛选条件
kernel-filter-remove = 移除筛选条件“{ $name }”
kernel-clear = 清除
kernel-columns = 列
kernel-columns-hint = 显示的列及顺序
kernel-layout = 布局
kernel-range-from = { $name }，从
kernel-range-to = 到
kernel-select-page = 选择本页全部
kernel-select-row = 选择 { $name }
kernel-select-none = 取消选择
kernel-select-all-matches = 选择全部 { $count } 条
kernel-selected = 已选 { $count } 条
kernel-bulk = 已选择的记录
kernel-row-actions = 行操作
kernel-peek-row = 预览 { $name }
kernel-preview = 预览
kernel-preview-of = { $name } 的预览
kernel-preview-close = 关闭预览
kernel-totals-show = 显示合计
kernel-rows = 每页行数
kernel-pager = 列表分页
kernel-first = 第一页
kernel-previous = 上一页
kernel-next = 下一页

## Records
kernel-header = 表头
kernel-aside = 往来单位与动态
kernel-status-flow = 状态
kernel-sections = 区段
kernel-records = 列表中的记录
kernel-record-previous = 上一条
kernel-record-next = 下一条
kernel-edit = 编辑
kernel-more-actions = 更多操作
kernel-why = { $name } 的由来
kernel-activity = 动态
kernel-activity-field = { $name }：
kernel-activity-show = 显示
kernel-activity-all = 全部
kernel-activity-notes = 备注
kernel-activity-changes = 更改
kernel-activity-more = 显示更早的动态
kernel-note = 内部备注
kernel-note-hint = 撰写内部备注
kernel-note-internal = 内部
kernel-post = 提交
kernel-files-none = 暂无文件
kernel-file-choose = 要添加的文件
kernel-file-add = 添加文件
kernel-file-download = 下载 { $name }

## Forms
kernel-error-prefix = 错误：
kernel-problems = 有 { $count } 处需要更正
kernel-warnings = 保存前请确认
kernel-save-anyway = 仍要保存
kernel-save = 保存
kernel-save-and-new = 保存并新建
kernel-discard = 放弃
kernel-unsaved = 未保存的更改：{ $count }
kernel-optional = 选填
kernel-refresh = 更新
kernel-calendar = 打开“{ $name }”的日历
kernel-month-previous = 上个月
kernel-month-next = 下个月
kernel-months = 1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月
kernel-weekdays = 星期一,星期二,星期三,星期四,星期五,星期六,星期日
kernel-combo-show = 显示“{ $name }”的选项
kernel-combo-choose = 选择
kernel-combo-all = 全部
kernel-combo-restore = 还原
kernel-combo-none = 没有匹配的项
kernel-conflict = 您编辑时，{ $who } 已保存此记录
kernel-conflict-when = 保存时间：{ $when }。请为每个字段选择要保留的版本，然后保存。
kernel-conflict-rows = 保存于 { $when }。期间有数据行新增或移除，此表单无法再保存。请打开当前的记录，重新修改。
kernel-conflict-reload = 打开当前的记录
kernel-conflict-field = 字段
kernel-conflict-mine = 您的
kernel-conflict-theirs = 对方的
kernel-keep-mine = 保留我的：
kernel-take-theirs = 采用对方的：

## Lines grid
kernel-grid-position = 序号
kernel-grid-cell = { $name }，第 { $count } 行
kernel-grid-add = 添加一行
kernel-grid-next = 下一格
kernel-grid-new = 新增一行
kernel-grid-move = 移动该行
kernel-grid-move-line = 移动第 { $count } 行
kernel-grid-delete = 删除该行
kernel-grid-delete-line = 删除第 { $count } 行
kernel-grid-paste = 粘贴电子表格的行
kernel-pasted = 已粘贴行数：{ $count }
kernel-pasted-unmatched = 没有匹配项的单元格：{ $count }
kernel-recalculate = 重新计算

## Overviews and reports
kernel-key-figures = 关键指标
kernel-chart-table = 以表格显示
kernel-all-clear = 全部处理完毕
kernel-needs-you = 待您处理
kernel-parameters = 条件
kernel-report-show = 显示

## Wizard, errors, documents
kernel-steps = 步骤
kernel-step-done = 已完成
kernel-skip-step = 暂时跳过
kernel-reference = 参考编号 { $number }
kernel-print-tax = 税种
kernel-print-base = 不含税金额
kernel-print-amount = 税额
kernel-flow-entries = 显示凭证
names-in-languages = 其他语言的名称
language-twice = 此语言已列出。

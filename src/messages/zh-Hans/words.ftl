# 多个部门共用的词：列、字段、操作、状态、视图。每个键在所有文件中只出现一次。

## 列
column-role = 角色

## 字段
field-code-or-recovery = 验证码
field-password = 密码
# 各部门共用的词：字段、操作、状态、视图。

## Departments
department-company = 公司
department-party = 往来单位
department-people = 人员
department-catalog = 产品
department-ledger = 总账
department-inventory = 库存
department-finance = 财务
department-orders = 订单
department-sales = 销售
department-setup = 设置
department-api = 接口

## Menu headings
menu-documents = 单据
menu-masters = 主数据
menu-reports = 报表
menu-lists = 列表
menu-overview = 总览

## Answers
yes = 是
no = 否
none = 无
not-known = 不详

## Columns
column-active = 使用中
column-amount = 金额
column-barcode = 条码
column-category = 类别
column-city = 城市
column-code = 代码
column-company = 公司
column-cost = 成本
column-country = 国家
column-created = 创建时间
column-currency = 币种
column-customer = 客户
column-date = 日期
column-description = 说明
column-discount = 折扣
column-document = 单据
column-due = 到期日
column-email = 电子邮箱
column-end = 结束
column-kind = 类型
column-location = 库位
column-lot = 批号
column-margin = 毛利
column-name = 名称
column-net = 不含税金额
column-note = 备注
column-number = 编号
column-open = 未结
column-overdue = 逾期
column-owner = 负责人
column-party = 往来单位
column-phone = 电话
column-price = 价格
column-product = 产品
column-quantity = 数量
column-reason = 原因
column-reference = 参考号
column-requested = 要求日期
column-start = 开始
column-state = 状态
column-supplier = 供应商
column-tax = 税额
column-team = 团队
column-total = 总额
column-unit = 单位
column-unit-price = 单价
column-user = 用户
column-value = 价值
column-version = 版本
column-warehouse = 仓库

## Fields
field-account = 会计科目
field-amount = 金额
field-barcode = 条码
field-category = 类别
field-city = 城市
field-code = 代码
field-company = 公司
field-country = 国家
field-currency = 币种
field-customer-reference = 客户参考号
field-date = 日期
field-description = 说明
field-discount-percent = 折扣
field-due-date = 到期日
field-email = 电子邮箱
field-end-date = 结束日
field-external-number = 外部编号
field-is-active = 使用中
field-kind = 类型
field-language = 语言
field-lines = 明细
field-lot = 批号
field-name = 名称
field-note = 备注
field-number = 编号
field-party = 往来单位
field-payment-term = 付款条件
field-phone = 电话
field-postal-code = 邮政编码
field-price-list = 价格表
field-product = 产品
field-quantity = 数量
field-reason = 原因
field-requested-date = 要求日期
field-start-date = 开始日
field-street = 街道
field-tax-code = 税码
field-tax-number = 税号
field-tax-position = 税务类别
field-unit = 单位
field-unit-price = 单价
field-version = 版本
field-warehouse = 仓库

## Actions
action-archive = 归档
action-cancel = 取消
action-close = 关闭
action-confirm = 确认
action-copy = 复制
action-delete = 删除
action-open = 打开
action-post = 过账
action-print = 打印
action-reject = 驳回
action-release = 放行
action-reopen = 重新打开
action-restore = 恢复
action-reverse = 冲销
action-send = 发送

## States
state-active = 使用中
state-archived = 已归档
state-draft = 草稿
state-open = 未结
state-posted = 已过账
state-cancelled = 已取消
state-closed = 已关闭

## Views
view-all = 全部
view-active = 使用中
view-archived = 已归档
view-open = 未结
view-overdue = 逾期
view-draft = 草稿
view-mine = 我的

## Totals
total-net = 不含税合计
total-tax = 税额
total-total = 总计

## 记录种类
kind-company = 公司
kind-fiscal-year = 会计年度
kind-fiscal-period = 会计期间
kind-number-series = 编号规则
kind-exchange-rate = 汇率
kind-holiday = 节假日
kind-team = 团队
kind-user = 用户
kind-role = 角色
kind-session = 会话
kind-api-token = API 令牌
kind-saved-view = 已存视图
kind-job = 作业
kind-notification = 通知
kind-note = 备注
kind-attachment = 文件
kind-choice = 选项
kind-account = 会计科目
kind-journal = 日记账
kind-cost-center = 成本中心
kind-tax-code = 税码
kind-tax-component = 税目
kind-tax-position = 计税类别
kind-party = 往来单位
kind-party-address = 地址
kind-contact = 联系人
kind-price-list = 价目表
kind-carrier = 承运商
kind-employee = 员工
kind-unit = 计量单位
kind-product-category = 产品类别
kind-product = 产品
kind-journal-entry = 凭证
kind-open-item = 未清项
kind-allocation = 核销
kind-valuation-area = 估价范围
kind-warehouse = 仓库
kind-location = 库位
kind-lot = 批次
kind-stock-move = 库存移动
kind-goods-receipt = 收货单
kind-goods-receipt-line = 收货单行
kind-quotation = 报价单
kind-quotation-line = 报价单行
kind-sales-order = 销售订单
kind-sales-order-line = 销售订单行
kind-delivery = 发货单
kind-delivery-line = 发货单行
kind-customer-invoice = 发票
kind-customer-invoice-line = 发票行
kind-payment = 收付款
column-at = 时间
column-changes = 变更
column-event = 事件
column-notification = 通知
column-permission = 权限
column-record = 记录
column-record-kind = 记录种类
column-scope = 范围
column-unread = 未读
column-who = 操作人
action-mark-read = 标为已读
action-remove = 移除
section-documents = 单据流程
section-files = 文件
section-lines = 明细
view-unread = 未读
kind-price-list-item = 价格
column-details = 说明

# 登录、个人页面、公司、用户与角色、搜索、通知、审计。

## 登录
sign-in = 登录
sign-in-title = 登录
sign-in-demo = 这是演示环境。请以下列任一人员登录，每个人各有自己的角色。
sign-in-wrong = 电子邮件与密码不匹配。请检查后重试，或请管理员提供重置链接。
sign-in-code-title = 第二步验证
sign-in-code-text = 您的账号受第二因素保护。
sign-in-code-hint = 身份验证器当前显示的六位数字，或您的一个恢复码。
sign-in-code-wrong = 此验证码当前无效。请等待应用的下一个验证码，或使用未用过的恢复码。
sign-in-as-another = 以其他身份登录

## 首页
home-no-role = 尚无角色
home-no-role-text = 您的账号没有任何角色，因此没有可打开的页面。请管理员为您分配角色。

## 发生的事；句首为操作人
event-erased = 执行了一项操作，内容已清除
event-company-created = 创建了公司 { $name }
event-company-changed = 变更了公司 { $name }
event-user-created = 创建了用户 { $name }
event-user-changed = 变更了用户 { $name }
event-role-changed = 变更了角色 { $name }
event-password-changed = 更改了 { $name } 的密码
event-reset-link-issued = 为 { $name } 签发了重置链接
event-second-factor-changed = 更改了 { $name } 的第二因素验证
event-session-revoked = 结束了 { $name } 的一个会话
event-token-created = 创建了 API 令牌 { $name }
event-token-revoked = 吊销了 API 令牌 { $name }
event-note-added = 留下备注
event-file-added = 添加了文件 { $name }
event-file-removed = 移除了文件 { $name }
event-party-created = 创建了 { $name }
event-party-changed = 变更了 { $name }
event-party-merged = 将 { $name } 合并到此记录
event-period-closed = 关闭了期间 { $name }
event-period-opened = 打开了期间 { $name }
event-entry-posted = 过账了凭证 { $number }
event-entry-reversed = 冲销了凭证 { $number }
event-goods-received = 以 { $number } 收货入库
event-goods-receipt-created = 创建了收货单 { $number }
event-goods-receipt-reversed = 冲销了收货单 { $number }
event-quotation-created = 创建了报价单 { $number }
event-quotation-changed = 变更了报价单 { $number }
event-quotation-sent = 发送了报价单 { $number }
event-quotation-reopened = 重新打开了报价单 { $number }
event-quotation-won = 将报价单 { $number } 标为赢单
event-quotation-lost = 将报价单 { $number } 标为丢单
event-quotation-deleted = 删除了报价单 { $number }
event-sales-order-created = 创建了销售订单 { $number }
event-sales-order-changed = 变更了销售订单 { $number }
event-sales-order-confirmed = 确认了销售订单 { $number }
event-sales-order-held = 因信用额度冻结了销售订单 { $number }
event-sales-order-released = 放行了销售订单 { $number }
event-sales-order-reopened = 重新打开了销售订单 { $number }
event-sales-order-cancelled = 取消了销售订单 { $number }
event-sales-order-deleted = 删除了销售订单 { $number }
event-stock-reserved = 预留了库存
event-delivery-created = 创建了发货单 { $number }
event-delivery-shipped = 发出了发货单 { $number }
event-delivery-reversed = 冲销了发货单 { $number }
event-delivery-deleted = 删除了发货单 { $number }
event-goods-returned = 以 { $number } 收回退货
event-invoice-created = 创建了发票草稿
event-invoice-posted = 过账了发票 { $number }
event-invoice-deleted = 删除了发票草稿
event-credit-note-posted = 过账了红字发票 { $number }
event-payment-posted = 过账了收付款 { $number }
event-payment-reversed = 冲销了收付款 { $number }
event-payment-allocated = 核销了收付款 { $number }
event-allocation-undone = 取消了收付款 { $number } 的核销
event-import-finished = 完成了导入 { $name }

## 备注与文件
note-added = 已添加备注。
file-added = 已添加文件。
file-removed = 已移除文件。
file-missing = 请选择非空文件。
file-not-yours = { $name } 由他人添加，只有添加者或公司管理员可以移除。
file-remove-title = 移除 { $name }？
file-remove-text = 文件将从此记录移除。
size-kilobytes = { $count } kB
size-megabytes = { $count } MB
document-draft = 草稿

## 通知
list-notifications = 通知
list-notifications-empty = 与您有关的事会出现在这里：您的记录上的备注、等您处理的订单、已完成的长时间作业。
list-notifications-hint = 搜索通知
notifications-read = 已标为已读。
notification-note-added = { $name } 留下备注
notification-order-held = 订单 { $name } 因信用额度冻结
notification-order-released = 订单 { $name } 已放行
notification-job-ended = { $name } 已完成
notification-job-failed = { $name } 失败

## 权限
permission-public = 对所有人开放
permission-own = 对所有已登录者开放
permission-company-read = 查看公司与设置
permission-company-edit = 变更公司与设置
permission-user-read = 查看用户与角色
permission-user-edit = 变更用户与角色
permission-audit-read = 查看审计日志
permission-import-run = 执行导入
permission-check-read = 查看完整性检查
permission-party-read = 查看往来单位
permission-party-edit = 变更往来单位
permission-party-merge = 合并往来单位
permission-credit-edit = 设置信用额度
permission-employee-read = 查看员工
permission-employee-edit = 变更员工
permission-product-read = 查看产品
permission-product-edit = 变更产品
permission-price-read = 查看价目表
permission-price-edit = 变更价目表
permission-cost-read = 查看成本
permission-margin-read = 查看毛利
permission-ledger-read = 查看总账
permission-ledger-post = 过账凭证
permission-account-edit = 变更科目、税码与付款条件
permission-period-close = 关闭与打开期间
permission-stock-read = 查看库存
permission-stock-move = 移动库存
permission-warehouse-edit = 变更仓库
permission-invoice-read = 查看发票
permission-invoice-edit = 编制发票
permission-invoice-post = 过账发票
permission-payment-read = 查看收付款
permission-payment-post = 过账收付款
permission-quotation-read = 查看报价单
permission-quotation-edit = 变更报价单
permission-sales-order-read = 查看销售订单
permission-sales-order-edit = 变更销售订单
permission-sales-order-confirm = 确认销售订单
permission-credit-release = 放行冻结的订单
permission-delivery-read = 查看发货单
permission-delivery-ship = 执行发货
scope-own = 本人
scope-team = 团队
scope-company = 公司
scope-all = 全部

## 搜索
search-title = 搜索
search-query = 搜索内容
search-everything = 全部
search-ask = 您要找什么？
search-none = 未找到记录
search-hint = 可用名称、编号、代码或其中一部分搜索，轻微打字错误也能找到。
palette-recent = 最近
palette-create = 新建
palette-pages = 前往
search-count = “{ $text }”共 { $count } 条

# 发票、收付款、未清项及其报表。

## What is refused
invoice-has-no-lines = 发票至少需要一行明细。
invoice-lines-stay = 此草稿的明细来自订单或原发票，不能更改，请勿填写。
invoice-is-posted = { $number } 已过账，不能再修改；请改开红字发票。
invoice-total-negative = 合计将为 { $total }。应付客户的金额请开红字发票。
credit-note-total-negative = 红字发票的合计不能为 { $total }。
credit-only-posted-invoices = 只有已过账的发票可以开具红字发票；草稿请直接修改或删除。
credit-only-by-credit-note = { $number } 只能用红字发票冲回。
credit-of-another-party = { $number } 属于另一位客户或另一币种。
credit-over-line = { $line }：尚可冲回 { $left }，要求为 { $wanted }。
credit-over-invoice = { $number } 尚可冲回 { $left }，要求为 { $wanted }。
credit-before-invoice = 红字发票日期不能早于 { $number } 的日期 { $date }。
nothing-left-to-credit = { $number } 已全部冲回。
payment-account-not-money = { $name } 不是银行或现金科目。
payment-already-reversed = { $number } 已经冲回。
write-off-needs-reason = 请说明核销原因。
write-off-without-item = { $amount } 只能核销于本次收付款所结清的发票，请选择发票。
amount-too-fine = { $currency } 只有 { $places } 位小数。
allocation-over-payment = { $number }：超过 { $available } 的剩余金额。
allocation-below-nothing = { $number }：请输入零或以上的金额；未清金额为 { $open }。
payment-base-of-own-currency = { $currency } 是本公司的本位币，请留空。
allocation-not-of-party = { $number } 不能用它核销：往来对象、币种不同，或同为借（贷）方。
allocation-of-reversal = { $number } 已冲回，两者互为一体，不能拆开。
open-item-is-settled = { $number } 已结清。
nothing-to-allocate = 没有 { $number } 可以核销的项目。
nothing-to-take-back = { $number } 没有可以撤回的核销。
decided-allocate = { $number } 已核销。

## Kinds and states
invoice-kind-invoice = 发票
invoice-kind-credit-note = 红字发票
payment-direction-in = 收款
payment-direction-out = 付款
state-invoice-draft = 草稿
state-invoice-posted = 未收
state-invoice-overdue = 逾期
state-invoice-partly-paid = 部分收款
state-invoice-paid = 已结清
state-payment-posted = 已过账
state-payment-on-account = 暂收
state-payment-reversed = 已冲回
invoice-line-without-price = { $code } 在此币种没有价格，请输入。
credit-needs-a-quantity = 请输入各行要冲回的数量。

## Menu
menu-receivables = 应收账款
menu-payments = 收付款

## Lists
list-invoices = 发票
list-invoices-hint = 号码、客户、参考号
list-invoices-empty = 发票由订单和发货产生，也可手工开具；过账后不再更改。
new-invoices = 新建发票
list-payments = 收付款
list-payments-hint = 号码、往来对象、参考号
list-payments-empty = 收付款用于核销发票，多余金额列为暂收。
new-payments = 新建收付款
list-open-items = 未清项
list-open-items-hint = 单据号码
list-open-items-empty = 发票、红字发票和收付款过账后，未清项显示在这里。
view-paid = 已结清
view-credit-notes = 红字发票
view-on-account = 暂收
view-paid-out = 付款
view-reversed = 已冲回
view-to-allocate = 待核销
view-settled = 已结清
column-external = 外部号码
column-on_account = 暂收
column-is_money = 银行或现金
column-side = 借贷方向
column-base = 未清（本位币）
column-settled = 结清日期
column-item = 明细
column-allocation = 核销
side-debit = 对方欠我方
side-credit = 我方欠对方
state-item-open = 未清

## One document
document-payment = 收付款
invoice-draft-title = 发票草稿
credit-note-draft-title = 红字发票草稿
invoice-for = 发票，客户
credit-note-for = 红字发票，客户
invoice-post-title = 要过账 { $party } 金额 { $amount } 的单据吗？
invoice-post-text = 单据将取得号码和凭证，此后不再更改；如需冲回请开具红字发票。
invoice-delete-text = 草稿将被删除，未占用号码。
action-record-payment = 登记收款
action-pay-back = 退款
action-invoice-again = 重新开具发票
action-draft-credit-note = 创建红字发票草稿
action-allocate = 核销
action-undo-allocation = 取消核销
action-post-payment = 过账收付款
step-drafted = 草稿
step-posted = 已过账
step-settled = 已结清
step-open-until = 未收 { $open }，{ $date } 到期
discount-until = { $date } 前可折 { $amount }
section-settlement = 核销记录
section-ledger = 凭证
settlement-show = 查看
settlement-undone = 已取消
settlements-none = 尚无核销。
entries-none = 尚无凭证。
head-amount = 金额（{ $currency }）
head-net = 不含税（{ $currency }）
total-in = 合计（{ $currency }）
credit-limit = 信用额度
credit-used = { $open } / { $limit }
credit-blocked = 已停止接单
credit-title = { $number } 的红字发票
payment-reverse-title = 要冲回 { $number } 吗？
payment-reverse-text = 已核销的项目将恢复未清，并于今日过账反向凭证。
allocate-title = 核销 { $number }
allocate-open = 未清 { $open }
allocation-title = { $one } 核销 { $other }
notice-allocated = 已核销。
notice-undone = 已取消，双方恢复未清。

## Fields
field-supply-date = 供货日期
field-early-payment = 提前付款折扣
field-credits = 冲回
field-base-total = 合计（本位币）
field-payment-date = 日期
field-direction = 收付方向
field-reference = 参考号
field-base-amount = 金额（本位币）
field-write-off-amount = 核销差额
field-write-off-reason = 核销原因
field-oldest-first = 先核销最早到期的项目
field-allocations = 核销项目
field-allocation-date = 日期
field-document = 单据
field-net = 不含税
field-invoiced = 已开票
field-left = 剩余
field-reversal-date = 日期
field-undo-date = 日期

## On paper
print-invoice = 发票
print-credit-note = 红字发票
print-receipt = 收付款收据
print-draft = 草稿
print-number = 号码
print-supply-date = 供货日期
print-credits = 冲回发票
print-your-tax-number = 购方税号
print-our-tax-number = 销方税号 { $number }
print-external-number = 外部号码
print-delivered-to = 送货地址
print-payment-terms = 付款条件：{ $terms }
print-due = { $amount }，{ $date } 到期
print-discount = 于 { $date } 前付款可折 { $amount }，应付 { $paid }。
print-pay-to = 请汇至 { $bank }，账号 { $account }，并注明 { $number }。
print-own-currency = 按汇率 { $rate } 计：税额 { $tax }，合计 { $total }。

## Overview
finance-overview = 财务总览
menu-books = 账簿
kpi-receivables = 应收账款余额
kpi-overdue = 逾期
kpi-due-soon = 7 天内到期
kpi-received = 本月收款
kpi-items = { $count } 笔
card-ageing = 应收账龄（{ $currency }）
card-cash = 每日收付款
card-cash-by-day = 每日收付款（{ $currency }）
card-debtors = 欠款最多的客户
work-overdue = 逾期发票
work-chase = 催收
work-allocate = 待核销的贷项
work-invoices = 待过账草稿
work-invoices-text = 尚未编号

## Ageing and statement
report-ageing = 账龄分析
report-ageing-items = 往来对象未清项
report-statement = 对账单
report-as-of = 截至 { $date } · { $company } · { $currency }
column-credits = 贷项
column-not-due = 未到期
column-days-30 = 1–30 天
column-days-60 = 31–60 天
column-days-90 = 61–90 天
column-days-over = 90 天以上
column-days-overdue = 逾期天数
ageing-more = 共 { $count } 个往来对象，合计包含全部。
ageing-items-cut = 仅列出前 { $count } 个项目。
statement-cut = 仅列出前 { $count } 笔过账；期末余额包含全部。
ageing-none = 当日没有未清项
ageing-none-text = 请选择其他日期。
statement-none = 没有记录
statement-none-text = 请选择往来对象和日期。
statement-opening = 期初余额
statement-closing = 期末余额
section-balance = 余额与信用
settlements-all = 没有未清项目。

## Discount for early payment
discount-not-of-invoice = { $number } 不是可折扣的发票。
discount-not-an-amount = 请以大于零、符合币种位数的金额填写 { $number } 的折扣。
discount-not-offered = { $date } 时，{ $number } 可享折扣 { $amount }。更多折扣须由会计人员给予。
discount-only-with-payment = 折扣须在收款过账时扣除。请冲销该收款并连同折扣重新过账。
allocation-with-discount = { $number } 含有折扣，请改为冲销该收款。
discount-offered = { $amount }，{ $date } 止
field-discount-amount = 提前付款折扣
field-discount-offer = 可享折扣

## Several companies
report-of-companies = { $date }，{ $count } 家公司，各以本位币列示
overview-converted = { $count } 家公司，按 { $date } 汇率折合 { $currency }
overview-without-rate = 因缺少对 { $currency } 的汇率，未列入：{ $companies }。
column-of-company = 公司

## Worklist of credits
list-to-allocate = 待核销贷项
list-to-allocate-hint = 单据
list-to-allocate-empty = 已全部处理。预收款与尚未核销的红字发票会列于此。
column-proposal = 最可能核销
proposal-named = { $documents }，参考信息载明
proposal-same-amount = { $documents }，金额相同
proposal-oldest = { $documents }，最早到期
proposal-nothing = 没有未清项
action-settle = 按建议核销
action-choose = 自行选择

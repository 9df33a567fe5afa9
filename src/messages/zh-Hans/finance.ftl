# 发票、收付款、未清项目及其报表。

## What is refused
invoice-has-no-lines = 发票至少需要一行明细。
invoice-is-posted = { $number } 已过账，不能再修改；请改开贷项通知单。
invoice-total-negative = 合计将为 { $total }。应付客户的金额请开贷项通知单。
credit-note-total-negative = 贷项通知单的合计不能为 { $total }。
credit-only-posted-invoices = 只有已过账的发票可以开具贷项通知单；草稿请直接修改或删除。
credit-only-by-credit-note = { $number } 只能用贷项通知单冲回。
credit-of-another-party = { $number } 属于另一位客户或另一币种。
credit-over-line = { $line }：尚可冲回 { $left }，要求为 { $wanted }。
credit-over-invoice = { $number } 尚可冲回 { $left }，要求为 { $wanted }。
credit-before-invoice = 贷项通知单日期不能早于 { $number } 的日期 { $date }。
nothing-left-to-credit = { $number } 已全部冲回。
payment-account-not-money = { $name } 不是银行或现金科目。
payment-already-reversed = { $number } 已经冲回。
write-off-needs-reason = 请说明核销原因。
write-off-without-item = { $amount } 只能核销于本次收付款所结清的发票，请选择发票。
amount-too-fine = { $currency } 只有 { $places } 位小数。
allocation-over-payment = { $number }：超过 { $available } 的剩余金额。
allocation-not-of-party = { $number } 不能用它核销：往来对象、币种不同，或同为借（贷）方。
allocation-of-reversal = { $number } 已冲回，两者互为一体，不能拆开。
open-item-is-settled = { $number } 已结清。
nothing-to-allocate = 没有 { $number } 可以核销的项目。

## Kinds and states
invoice-kind-invoice = 发票
invoice-kind-credit-note = 贷项通知单
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

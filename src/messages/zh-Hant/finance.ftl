# 發票、收付款、未清項目及其報表。

## What is refused
invoice-has-no-lines = 發票至少需要一行明細。
invoice-is-posted = { $number } 已過帳，不得再變更；請改開貸項通知單。
invoice-total-negative = 合計將為 { $total }。應付客戶的金額請開貸項通知單。
credit-note-total-negative = 貸項通知單的合計不可為 { $total }。
credit-only-posted-invoices = 只有已過帳的發票可以開立貸項通知單；草稿請直接修改或刪除。
credit-only-by-credit-note = { $number } 只能以貸項通知單沖回。
credit-of-another-party = { $number } 屬於另一位客戶或另一幣別。
credit-over-line = { $line }：尚可沖回 { $left }，要求為 { $wanted }。
credit-over-invoice = { $number } 尚可沖回 { $left }，要求為 { $wanted }。
credit-before-invoice = 貸項通知單日期不得早於 { $number } 的日期 { $date }。
nothing-left-to-credit = { $number } 已全數沖回。
payment-account-not-money = { $name } 不是銀行或現金科目。
payment-already-reversed = { $number } 已經沖回。
write-off-needs-reason = 請說明沖銷原因。
write-off-without-item = { $amount } 只能沖銷於本次收付款所結清的發票，請選擇發票。
amount-too-fine = { $currency } 只有 { $places } 位小數。
allocation-over-payment = { $number }：超過 { $available } 的剩餘金額。
allocation-not-of-party = { $number } 無法以此沖銷：往來對象、幣別不同，或同為借（貸）方。
allocation-of-reversal = { $number } 已沖回，兩者互為一體，無法拆開。
open-item-is-settled = { $number } 已結清。
nothing-to-allocate = 沒有 { $number } 可以沖銷的項目。

## Kinds and states
invoice-kind-invoice = 發票
invoice-kind-credit-note = 貸項通知單
payment-direction-in = 收款
payment-direction-out = 付款
state-invoice-draft = 草稿
state-invoice-posted = 未收
state-invoice-overdue = 逾期
state-invoice-partly-paid = 部分收款
state-invoice-paid = 已結清
state-payment-posted = 已過帳
state-payment-on-account = 暫收
state-payment-reversed = 已沖回

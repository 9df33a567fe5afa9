# 發票、收付款、未清項目及其報表。

## What is refused
invoice-has-no-lines = 發票至少需要一行明細。
invoice-lines-stay = 此草稿的明細來自訂單或原發票，不可變更，請勿填寫。
invoice-is-posted = { $number } 已過帳，不得再變更；請改開折讓單。
invoice-total-negative = 合計將為 { $total }。應付客戶的金額請開折讓單。
credit-note-total-negative = 折讓單的合計不可為 { $total }。
credit-only-posted-invoices = 只有已過帳的發票可以開立折讓單；草稿請直接修改或刪除。
credit-only-by-credit-note = { $number } 只能以折讓單沖回。
credit-of-another-party = { $number } 屬於另一位客戶或另一幣別。
credit-over-line = { $line }：尚可沖回 { $left }，要求為 { $wanted }。
credit-over-invoice = { $number } 尚可沖回 { $left }，要求為 { $wanted }。
credit-before-invoice = 折讓單日期不得早於 { $number } 的日期 { $date }。
nothing-left-to-credit = { $number } 已全數沖回。
payment-account-not-money = { $name } 不是銀行或現金科目。
payment-already-reversed = { $number } 已經沖回。
write-off-needs-reason = 請說明轉銷原因。
write-off-without-item = { $amount } 只能轉銷於本次收付款所結清的發票，請選擇發票。
amount-too-fine = { $currency } 只有 { $places } 位小數。
allocation-over-payment = { $number }：超過 { $available } 的剩餘金額。
allocation-below-nothing = { $number }：請輸入零或以上的金額；未清金額為 { $open }。
payment-base-of-own-currency = { $currency } 是本公司的本位幣，請留空。
allocation-not-of-party = { $number } 無法以此沖帳：往來對象、幣別不同，或同為借（貸）方。
allocation-of-reversal = { $number } 已沖回，兩者互為一體，無法拆開。
open-item-is-settled = { $number } 已結清。
nothing-to-allocate = 沒有 { $number } 可以沖帳的項目。
nothing-to-take-back = { $number } 沒有可以撤回的沖帳。
decided-allocate = { $number } 已沖帳。

## Kinds and states
invoice-kind-invoice = 發票
invoice-kind-credit-note = 折讓單
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
invoice-line-without-price = { $code } 在此幣別沒有價格，請輸入。
credit-needs-a-quantity = 請輸入各行要沖回的數量。

## Menu
menu-receivables = 應收帳款
menu-payments = 收付款

## Lists
list-invoices = 發票
list-invoices-hint = 號碼、客戶、參考號
list-invoices-empty = 發票由訂單與出貨產生，也可手動開立；過帳後即不再變更。
new-invoices = 新增發票
list-payments = 收付款
list-payments-hint = 號碼、往來對象、參考號
list-payments-empty = 收付款用於結清發票，多餘金額列為暫收。
new-payments = 新增收付款
list-open-items = 未清項目
list-open-items-hint = 單據號碼
list-open-items-empty = 發票、折讓單與收付款過帳後，未清項目會顯示於此。
view-paid = 已結清
view-credit-notes = 折讓單
view-on-account = 暫收
view-paid-out = 付款
view-reversed = 已沖回
view-to-allocate = 待沖帳
view-settled = 已結清
column-external = 外部號碼
column-on_account = 暫收
column-is_money = 銀行或現金
column-side = 借貸別
column-base = 未清（本幣）
column-settled = 結清日期
column-item = 明細
column-allocation = 沖帳
side-debit = 對方應付
side-credit = 我方應付
state-item-open = 未清

## One document
document-payment = 收付款
invoice-draft-title = 發票草稿
credit-note-draft-title = 折讓單草稿
invoice-for = 發票，客戶
credit-note-for = 折讓單，客戶
invoice-post-title = 要過帳 { $party } 金額 { $amount } 的單據嗎？
invoice-post-text = 單據將取得號碼與傳票，此後不再變更；如需沖回請開立折讓單。
invoice-delete-text = 草稿將被刪除，並未占用號碼。
action-record-payment = 登錄收款
action-pay-back = 退款
action-invoice-again = 重新開立發票
action-draft-credit-note = 建立折讓單草稿
action-allocate = 沖帳
action-undo-allocation = 取消沖帳
action-post-payment = 過帳收付款
step-drafted = 草稿
step-posted = 已過帳
step-settled = 已結清
step-open-until = 未收 { $open }，{ $date } 到期
discount-until = { $date } 前可折 { $amount }
section-settlement = 沖帳紀錄
section-ledger = 傳票
settlement-show = 查看
settlement-undone = 已取消
settlements-none = 尚無沖帳。
entries-none = 尚無傳票。
head-amount = 金額（{ $currency }）
head-net = 未稅（{ $currency }）
total-in = 合計（{ $currency }）
credit-limit = 信用額度
credit-used = { $open } / { $limit }
credit-blocked = 已停止接單
credit-title = { $number } 的折讓單
payment-reverse-title = 要沖回 { $number } 嗎？
payment-reverse-text = 已沖帳的項目將恢復未清，並於今日過帳反向傳票。
allocate-title = 沖帳 { $number }
allocate-open = 未清 { $open }
allocation-title = { $one } 與 { $other } 沖帳
notice-allocated = 已沖帳。
notice-undone = 已取消，雙方恢復未清。

## Fields
field-supply-date = 供貨日期
field-early-payment = 提前付款折扣
field-credits = 沖回
field-base-total = 合計（本幣）
field-payment-date = 日期
field-direction = 收付別
field-reference = 參考號
field-base-amount = 金額（本幣）
field-write-off-amount = 轉銷差額
field-write-off-reason = 轉銷原因
field-oldest-first = 由最早到期者先沖帳
field-allocations = 沖帳項目
field-allocation-date = 日期
field-document = 單據
field-net = 未稅
field-invoiced = 已開立
field-left = 剩餘
field-reversal-date = 日期
field-undo-date = 日期

## On paper
print-invoice = 發票
print-credit-note = 折讓單
print-receipt = 收付款收據
print-draft = 草稿
print-number = 號碼
print-supply-date = 供貨日期
print-credits = 沖回發票
print-your-tax-number = 買方統一編號
print-our-tax-number = 賣方統一編號 { $number }
print-external-number = 外部號碼
print-delivered-to = 送貨地址
print-payment-terms = 付款條件：{ $terms }
print-due = { $amount }，{ $date } 到期
print-discount = 於 { $date } 前付款可折 { $amount }，應付 { $paid }。
print-pay-to = 請匯至 { $bank }，帳號 { $account }，並註明 { $number }。
print-own-currency = 按匯率 { $rate } 計：稅額 { $tax }，合計 { $total }。

## Overview
finance-overview = 財務總覽
menu-books = 帳冊
kpi-receivables = 應收帳款餘額
kpi-overdue = 逾期
kpi-due-soon = 7 日內到期
kpi-received = 本月收款
kpi-items = { $count } 筆
card-ageing = 應收帳齡（{ $currency }）
card-cash = 每日收付款
card-cash-by-day = 每日收付款（{ $currency }）
card-debtors = 欠款最多的客戶
work-overdue = 逾期發票
work-chase = 催收
work-allocate = 待沖帳的貸項
work-invoices = 待過帳草稿
work-invoices-text = 尚未編號

## Ageing and statement
report-ageing = 帳齡分析
report-ageing-items = 往來對象未清項目
report-statement = 對帳單
report-as-of = 截至 { $date } · { $company } · { $currency }
column-credits = 貸項
column-not-due = 未到期
column-days-30 = 1–30 天
column-days-60 = 31–60 天
column-days-90 = 61–90 天
column-days-over = 90 天以上
column-days-overdue = 逾期天數
ageing-more = 共 { $count } 個往來對象，合計包含全部。
ageing-items-cut = 僅列出前 { $count } 個項目。
statement-cut = 僅列出前 { $count } 筆過帳；期末餘額包含全部。
ageing-none = 當日沒有未清項目
ageing-none-text = 請選擇其他日期。
statement-none = 沒有記錄
statement-none-text = 請選擇往來對象與日期。
statement-opening = 期初餘額
statement-closing = 期末餘額
section-balance = 餘額與信用
settlements-all = 沒有未清項目。

## Discount for early payment
discount-not-of-invoice = { $number } 不是可折讓的發票。
discount-not-an-amount = 請以大於零、符合幣別位數的金額填寫 { $number } 的折扣。
discount-not-offered = { $date } 時，{ $number } 可享折扣 { $amount }。更多折扣須由會計人員給予。
discount-only-with-payment = 折扣須於收款過帳時扣除。請沖銷該收款並連同折扣重新過帳。
allocation-with-discount = { $number } 含有折扣，請改為沖銷該收款。
discount-offered = { $amount }，{ $date } 止
field-discount-amount = 提前付款折扣
field-discount-offer = 可享折扣

## Several companies
report-of-companies = { $date }，{ $count } 家公司，各以本身幣別列示
overview-converted = { $count } 家公司，按 { $date } 匯率折合 { $currency }
overview-without-rate = 因缺少對 { $currency } 的匯率，未列入：{ $companies }。
column-of-company = 公司

## Worklist of credits
list-to-allocate = 待沖銷貸項
list-to-allocate-hint = 單據
list-to-allocate-empty = 已全部處理。預收款與尚未沖銷的折讓單會列於此。
column-proposal = 最可能沖銷
proposal-named = { $documents }，參考資訊載明
proposal-same-amount = { $documents }，金額相同
proposal-oldest = { $documents }，最早到期
proposal-nothing = 沒有未清項目
action-settle = 依建議沖銷
action-choose = 自行選擇

# Sales orders, deliveries, returns and billing.

## Refusals: orders
order-has-no-lines = { $number } 尚無明細，請先新增再確認。
order-has-begun = { $number } 已有出貨或開立發票。請先撤銷，或以退貨與折讓處理。
order-has-drafts = { $number } 還有 { $count } 張草稿單據，請先完成或刪除。
order-close-not-begun = { $number } 尚未出貨或開立發票，請改用取消。
order-close-not-invoiced = { $number } 已出貨的部分尚未開立發票，請先開立。
order-not-a-draft = { $number } 已不是草稿，請先重新開啟。
order-not-confirmed = { $number } 尚未確認。
order-nothing-to-deliver = { $number } 已無待出貨的項目。
order-nothing-to-invoice = { $number } 已無待開立發票的項目。
party-is-no-customer = { $name } 不是客戶，或已封存。
requested-before-order = 需求日期不得早於訂單日期 { $date }。

## Refusals: lines
line-price-negative = 請輸入零或以上的單價。
line-product-not-sold = { $code } 不可銷售：不存在、已封存或非賣品。
line-unit-unknown = { $code } 不以此單位銷售。
line-quantity-too-fine =
    { $decimals ->
        [0] { $code } 以整數 { $unit } 銷售，請輸入整數。
       *[other] { $code } 以 { $unit } 銷售，最多 { $decimals } 位小數。
    }
line-without-price = { $code } 沒有此幣別的價格，請輸入單價。

## Credit holds
hold-blocked = 此客戶已停止交易，須由有權放行訂單者放行。
hold-over-limit = 未清帳款與訂單合計 { $exposure }，信用額度為 { $limit }。
hold-by-hand = 已由人員暫停。
hold-by-hand-because = 已由人員暫停：{ $reason }

## Refusals: deliveries and returns
delivery-before-order = 出貨日期不得早於訂單日期 { $date }。
delivery-more-than-open = { $code } 尚待出貨 { $open }，{ $wanted } 超出此數。
delivery-has-no-lines = { $number } 沒有要出貨的項目，請改為刪除。
delivery-not-a-draft = { $number } 已有庫存異動，無法變更或刪除，請改用沖銷。
delivery-has-returns = { $number } 已有退貨或已預告退貨，請先撤銷退貨。
delivery-is-invoiced = { $number } 已開立發票，請改以退貨與折讓處理。
delivery-not-shipped = { $number } 尚未出貨。
delivery-nothing-to-return = { $number } 的貨品已全部退回。
delivery-nothing-to-invoice = { $number } 已無待開立發票的項目。
return-before-delivery = 退貨日期不得早於出貨日期 { $date }。
return-more-than-left = 客戶手上的 { $code } 為 { $left } { $unit }，超出此數。
return-is-credited = { $number } 已開立折讓單。請先刪除草稿折讓單；已過帳者不可刪除。
return-not-received = { $number } 尚未入庫。
return-nothing-to-credit = { $number } 的貨品未曾開立發票，無須折讓。

## Pages
list-sales-orders = 銷售訂單
list-sales-orders-empty = 客戶的訂單會顯示在此，從草稿到最後一張發票。可在此建立、由報價單轉入或以匯入方式加入。
list-sales-orders-hint = 訂單、客戶、參考號
new-sales-orders = 新增訂單
list-credit-holds = 信用暫停
list-credit-holds-empty = 超出信用額度、客戶停止交易或人工暫停的訂單會在此等候放行。
list-credit-holds-hint = 訂單、客戶
list-late-deliveries = 逾期出貨
list-late-deliveries-empty = 已過需求日期而仍有貨品待出的訂單會顯示在此。
list-late-deliveries-hint = 訂單、客戶
list-deliveries = 出貨單
list-deliveries-empty = 出貨單由已確認的訂單建立，經揀貨後出貨；未開立發票前可以沖銷。
list-deliveries-hint = 出貨單、客戶、追蹤號碼
list-returns = 退貨單
list-returns-empty = 退貨單由已出貨的出貨單建立，貨品以出貨時的成本退回。
list-returns-hint = 退貨單、客戶
orders-overview = 訂單總覽
kind-return = 退貨單
sales-order-for = 銷售訂單，客戶
delivery-for = 出貨單，客戶
return-from = 退貨單，客戶
section-logistics = 出貨與帳單
section-sales-orders = 銷售訂單
group-terms = 條件與出貨
lines-none = 尚無明細。
stock-flag-there = 有庫存：可用 { $free }
stock-flag-short = 缺貨：僅 { $free } 可用
fact-company-warehouse = 公司與倉庫
fact-owner = 業務員
fact-margin = 毛利
fact-net = 未稅金額
fact-expected-cost = 其餘部分預計成本
fact-delivered-cost = 已出貨成本
fact-not-invoiced-cost = 已出貨未開發票
fact-to-deliver = 待出貨
fact-to-invoice = 待開發票
fact-journal-entry = 傳票
fact-backorder-of = 餘量來自
fact-returns = 退貨來自
step-order = 已下單
step-held = 暫停中
step-delivered = 出貨
step-invoiced = 開立發票
step-paid = 付款
step-percent = { $percent }%
step-deliver-meta = { $count } 張中已出貨 { $shipped } 張，{ $percent }%
step-cancelled = 已取消
tag-short = 缺貨 { $count } 項
card-customer = 客戶
card-credit = 已用信用
card-credit-of = { $used } / { $limit }
card-no-limit = { $used }，無額度限制
card-open = 未清帳款
card-orders = 未開發票訂單
card-overdue = 逾期
card-contact = 聯絡人
banner-held = 此訂單暫停中。{ $reason }
banner-late = 逾期：承諾日期 { $date }，尚有 { $amount } 待出貨。
banner-short = { $count } 項明細缺貨，到貨時優先保留。
hold-code-blocked = 客戶停止交易
hold-code-over-limit = 超出信用額度
hold-code-by-hand = 人工暫停

## Questions
cancel-order-title = 取消 { $name }？
cancel-order-text = 已保留的庫存將釋出給其他訂單，訂單仍可查閱。
cancel-order-verb = 取消訂單
close-order-title = 結束 { $name }？
close-order-text = 尚未出貨的部分將不再出貨。
hold-order-title = 暫停 { $name }？
hold-order-text = 放行前無法出貨，已保留的庫存將釋出給其他訂單。
delete-draft-title = 刪除 { $name }？
delete-draft-text = 草稿刪除後僅在紀錄中留下一筆。
ship-title = 出貨 { $name }？
ship-text = 貨品將出庫並過帳傳票；未開立發票前可以沖銷。
reverse-delivery-title = 沖銷 { $name }？
reverse-delivery-text = 貨品將以出庫時的成本回到庫存。
receive-title = 入庫 { $name }？
receive-text = 貨品將以出貨時的成本入庫。
reverse-return-title = 沖銷 { $name }？
reverse-return-text = 貨品仍在客戶處。
field-why = 原因
new-deliveries = 新增出貨單
new-returns = 新增退貨單
field-open = 待處理
field-ordered = 訂購
field-reserved = 已保留
field-delivered = 已出貨
field-sales-order = 銷售訂單
field-sales-order-line = 訂單明細
field-delivery = 出貨單
field-delivery-line = 出貨明細
field-carries = 出貨數量
notice-order-confirmed = 已確認。
notice-order-released = 已放行。
decided-release = { $number } 已放行。
decided-reopen = { $number } 已恢復為草稿。
decision-taken-back = 撤回放行
notice-order-held = 已暫停。
notice-order-reopened = 已回到草稿。
notice-order-cancelled = 已取消。
notice-order-closed = 已結束。
notice-shipped = 已出貨。
notice-received = 已入庫。
notice-invoice-made = 已建立發票。
notice-credit-made = 已建立折讓單。

## Paper
print-order-confirmation = 訂單確認書
print-picking-list = 揀貨單
print-delivery-note = 送貨單
print-return-note = 退貨單
print-date = 日期
print-order-number = 訂單編號
print-your-reference = 貴方參考號
print-customer-number = 客戶編號
print-requested = 需求日期
print-terms = 付款條件
print-carrier = 貨運業者
print-tracking = 追蹤號碼
print-warehouse = 倉庫
print-ship-to = 送貨地址
print-order-intro = 感謝您的訂購，茲確認如下。
print-signature = 收貨簽章：日期、姓名、簽名
print-stamp-draft = 草稿
print-stamp-cancelled = 已取消
print-stamp-reversed = 已沖銷
print-location = 儲位
print-picked = 已揀

## Overview
kpi-order-intake = 接單金額
kpi-backlog = 待出貨金額
kpi-late = 逾期訂單
kpi-held = 信用暫停
kpi-to-invoice = 待開發票
kpi-context-orders = { $count } 筆訂單
kpi-context-last-year = 與 { $month }相比
chart-orders-by-month = 每月接單金額，{ $currency }
chart-orders-description = 依訂單日期按月統計之已確認與已完成訂單淨額
chart-month = 月份
chart-this-year = 接單
chart-last-year = 去年
card-top-customers = 主要客戶（12 個月）
card-late = 逾期出貨
work-held = 信用暫停的訂單
work-held-text = { $amount } 等候放行
work-late = 逾期出貨
work-late-text = 最早承諾 { $date }
work-billable = 可開發票的訂單
work-billable-text = 已出貨，尚未開發票
work-picking = 待出貨的出貨單
work-picking-text = 揀貨中
work-returns = 待入庫的退貨
work-returns-text = 已預告，尚未入庫
verb-review = 檢視
verb-chase = 催貨
verb-invoice = 開發票
verb-ship = 出貨
verb-receive = 入庫
switch-period = 期間
period-month = 月
period-quarter = 季
period-year = 年
overview-as-of = { $date } · 資料截至 { $time }
overview-amounts-without-rate = 因缺少對 { $currency } 的匯率，{ $currencies } 的金額未列入。

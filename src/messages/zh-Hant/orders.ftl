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
return-more-than-left = 客戶手上的 { $code } 為 { $left }，超出此數。
return-is-credited = { $number } 已開立折讓單。請先刪除草稿折讓單；已過帳者不可刪除。
return-not-received = { $number } 尚未入庫。
return-nothing-to-credit = { $number } 的貨品未曾開立發票，無須折讓。

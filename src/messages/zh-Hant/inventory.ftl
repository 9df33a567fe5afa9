# 庫存、異動、價值、保留、收貨、倉庫。

## The overview
inventory-overview = 庫存總覽
as-of-day = 截至 { $date }
kpi-products-in-stock = 有庫存的產品
kpi-moves-today = 今日異動
kpi-shortages-late = { $count } 筆已逾承諾日
chart-stock-value = 各月底的庫存價值，與存貨科目一致。
chart-in-and-out = 入庫與出庫價值
overview-dearest = 資金積壓最多的產品
work-shortages-late = 已逾承諾日的缺貨
work-shortages-late-text = 承諾於今日之前交付、但無庫存的貨品
work-shortages = 即將到期的缺貨
work-shortages-text = 等待貨品的訂單
work-below-zero = 低於零的儲位
work-below-zero-text = 出庫多於入庫
work-low = 需補貨的產品
work-low-text = 可用量低於再訂購量
work-drafts = 未過帳的收貨單
work-drafts-text = 過帳後才計入庫存

## Stock on hand
list-stock = 現有庫存
list-stock-hint = 產品代碼或名稱
list-stock-empty = 第一張收貨單過帳後，庫存即顯示於此。
list-stock-positions = 各儲位庫存
list-stock-positions-hint = 產品代碼或名稱
list-stock-positions-empty = 顯示各儲位的存量及其中已保留的數量。
stock-level-stock = 有庫存
stock-level-low = 需補貨
stock-level-reserved = 有保留
stock-level-negative = 低於零
stock-level-none = 無庫存
stock-none = 沒有庫存。
stock-not-enough = { $product }：{ $warehouse } 可用 { $available }，需要 { $wanted }。
stock-below-zero-later = { $product } 於 { $date } 的庫存會低於零。請選擇較晚的日期，或先沖銷之後的異動。
stock-value-below-zero-later = { $product } 於 { $date } 的庫存價值會低於零：當時有貨，但成本低於現在。請選擇最近一次收貨當日或較晚的日期。
product-not-stocked = { $product } 為服務，沒有庫存。

## Moves
list-moves = 庫存異動
list-moves-hint = 依產品、日期、倉庫或單據篩選
list-moves-empty = 庫存的每次變動都是單據的一筆異動；異動不可修改，只能以另一筆沖銷。
moves-none = 尚無異動。
move-reverses = 沖銷
move-without-quantity = 有一列沒有數量。請輸入大於零的數字。
moves-already-reversed = 這些異動已沖銷。
reversal-before-moves = { $date } 的異動不能於該日之前沖銷。
direction-in = 入庫
direction-out = 出庫
direction-within = 庫內

## Value
list-stock-value = 庫存價值
list-stock-value-hint = 產品代碼或名稱
list-stock-value-empty = 貨品以成本入庫後，庫存即有價值。
list-valuation-entries = 價值變動
list-valuation-entries-hint = 依產品、日期或類型篩選
list-valuation-entries-empty = 改變庫存價值的每筆異動及其傳票都列於此。
valuation-kind-receipt = 入庫
valuation-kind-issue = 出庫
valuation-kind-reversal = 沖銷
valuation-layers = 未耗盡的入庫批次
valuation-history = 價值走勢
receipt-used-up = { $product }：之後的出庫已用掉此次入庫的一部分，無法依原成本沖銷。

## Promises
list-reservations = 保留
list-reservations-hint = 依產品或單據篩選
list-reservations-empty = 已確認的訂單會保留現有庫存。
reservations-none = 沒有保留。
list-shortages = 缺貨
list-shortages-hint = 依產品、承諾日或倉庫篩選
list-shortages-empty = 無庫存可供的需求列於此，到貨時依承諾日先後供應。

## Goods receipts
list-receipts = 收貨單
list-receipts-hint = 編號或參考編號
list-receipts-empty = 收貨單將購入、期初或盤盈的貨品記入倉庫。
new-receipts = 新增收貨單
receipt-kind-purchase = 無採購單的進貨
receipt-kind-opening = 期初庫存
receipt-kind-adjustment = 盤盈
receipt-party-hint = 進貨的供應商
receipt-no-lines = 尚無明細。
receipt-without-lines = { $number } 沒有明細。過帳前請先新增。
receipt-cost-unknown = 尚不知 { $product } 的成本。請輸入成本。
receipt-delete-text = 草稿及其編號將刪除；尚未過帳。
receipt-reverse-title = 沖銷 { $number }？
receipt-reverse-text = 貨品將依入庫成本移出庫存，傳票一併沖銷。
receipt-print-signature = 收貨人、日期：______________________________

## Lots
list-lots = 批號與序號
list-lots-hint = 批號或序號
list-lots-empty = 批號的貨品有異動後即顯示於此。
lot-kind-lot = 批號
lot-kind-serial = 序號
serial-is-one-piece = 一個序號即一件。請輸入 1。
serial-in-stock = 第 { $line } 行：序號 { $code } 已在庫；一個序號只能在一處。
serial-twice = 序號 { $code } 已列於另一行。

## Warehouses, locations, valuation areas
setup-inventory = 庫存
list-warehouses = 倉庫
list-warehouses-hint = 代碼或名稱
list-warehouses-empty = 貨品存放於倉庫；每個倉庫有儲位。
new-warehouses = 新增倉庫
warehouse-name-first = 主倉庫
field-allows-negative-hint = 貨品可在收貨單過帳前出庫；到貨時補記成本差額。
warehouse-keeps-area = { $name } 已有異動或單據，計價區不可變更。
warehouse-is-below-zero = { $name } 有儲位的庫存低於零。請先補足。
warehouse-has-stock = { $name } 尚有庫存，無法封存。
warehouse-without-location = { $warehouse } 沒有收貨用的預設儲位。請指定一個。
company-without-warehouse = 公司沒有使用中的倉庫。請先建立。
list-locations = 儲位
list-locations-hint = 代碼或名稱
list-locations-empty = 儲位是倉庫內的位置。
new-locations = 新增儲位
location-kind-internal = 倉庫內
location-kind-transit = 在途
location-kind-customer = 客戶
location-kind-supplier = 供應商
location-kind-adjustment = 調整
location-kind-scrap = 報廢
location-name-stock = 庫存區
location-needs-warehouse = 此類儲位屬於某倉庫。請選擇倉庫。
location-outside-warehouse = 此類儲位不屬於任何倉庫。請留空。
location-default-elsewhere = 貨品須有收貨處：將其他儲位設為預設，{ $name } 即不再是預設。
location-is-default = { $name } 為收貨儲位。請先將其他儲位設為預設。
location-has-stock = { $name } 尚有庫存，無法封存。
location-archived = { $name } 已封存。請先還原。
location-missing = 公司沒有使用中的「{ $kind }」儲位。
list-valuation-areas = 計價區
list-valuation-areas-hint = 名稱
list-valuation-areas-empty = 同一計價區的倉庫共用每項產品的成本。
new-valuation-areas = 新增計價區
valuation-area-first = 所有倉庫
valuation-area-in-use = 尚有倉庫屬於 { $name }，無法刪除。
name-taken = 名稱 { $name } 已被使用。請輸入其他名稱。
chart-moves = 每日庫存異動
chart-moves-text = 最近十四天每天的入庫與出庫筆數。

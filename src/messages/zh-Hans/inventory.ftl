# 库存、移动、价值、预留、收货、仓库。

## The overview
inventory-overview = 库存总览
as-of-day = 截至 { $date }
kpi-products-in-stock = 有库存的产品
kpi-moves-today = 今日移动
kpi-shortages-late = { $count } 笔已逾承诺日
chart-stock-value = 各月末的库存价值，与存货科目一致。
chart-in-and-out = 入库与出库价值
overview-dearest = 资金占用最多的产品
work-shortages-late = 已逾承诺日的缺货
work-shortages-late-text = 承诺于今日之前交付、但无库存的货品
work-shortages = 即将到期的缺货
work-shortages-text = 等待货品的订单
work-below-zero = 低于零的库位
work-below-zero-text = 出库多于入库
work-low = 需补货的产品
work-low-text = 可用量低于再订货量
work-drafts = 未过账的收货单
work-drafts-text = 过账后才计入库存

## Stock on hand
list-stock = 现有库存
list-stock-hint = 产品代码或名称
list-stock-empty = 第一张收货单过账后，库存即显示于此。
list-stock-positions = 各库位库存
list-stock-positions-hint = 产品代码或名称
list-stock-positions-empty = 显示各库位的存量及其中已预留的数量。
stock-level-stock = 有库存
stock-level-low = 需补货
stock-level-reserved = 有预留
stock-level-negative = 低于零
stock-level-none = 无库存
stock-none = 没有库存。
stock-not-enough = { $product }：{ $warehouse } 可用 { $available }，需要 { $wanted }。
stock-below-zero-later = { $product } 在 { $date } 的库存会低于零。请选择较晚的日期，或先冲销之后的移动。
stock-value-below-zero-later = { $product } 在 { $date } 的库存价值会低于零：当时有货，但成本低于现在。请选择最近一次收货当日或较晚的日期。
product-not-stocked = { $product } 为服务，没有库存。

## Moves
list-moves = 库存移动
list-moves-hint = 按产品、日期、仓库或单据筛选
list-moves-empty = 库存的每次变动都是单据的一笔移动；移动不可修改，只能以另一笔冲销。
moves-none = 尚无移动。
move-reverses = 冲销
move-without-quantity = 有一行没有数量。请输入大于零的数字。
moves-already-reversed = 这些移动已冲销。
reversal-before-moves = { $date } 的移动不能在该日之前冲销。
direction-in = 入库
direction-out = 出库
direction-within = 库内

## Value
list-stock-value = 库存价值
list-stock-value-hint = 产品代码或名称
list-stock-value-empty = 货品以成本入库后，库存即有价值。
list-valuation-entries = 价值变动
list-valuation-entries-hint = 按产品、日期或类型筛选
list-valuation-entries-empty = 改变库存价值的每笔移动及其凭证都列于此。
valuation-kind-receipt = 入库
valuation-kind-issue = 出库
valuation-kind-reversal = 冲销
valuation-layers = 未耗尽的入库批次
valuation-history = 价值走势
receipt-used-up = { $product }：之后的出库已用掉此次入库的一部分，无法按原成本冲销。

## Promises
list-reservations = 预留
list-reservations-hint = 按产品或单据筛选
list-reservations-empty = 已确认的订单会预留现有库存。
reservations-none = 没有预留。
list-shortages = 缺货
list-shortages-hint = 按产品、承诺日或仓库筛选
list-shortages-empty = 无库存可供的需求列于此，到货时按承诺日先后供应。

## Goods receipts
list-receipts = 收货单
list-receipts-hint = 编号或参考编号
list-receipts-empty = 收货单将购入、期初或盘盈的货品记入仓库。
new-receipts = 新建收货单
receipt-kind-purchase = 无采购订单的进货
receipt-kind-opening = 期初库存
receipt-kind-adjustment = 盘盈
receipt-party-hint = 进货的供应商
receipt-no-lines = 尚无明细。
receipt-without-lines = { $number } 没有明细。过账前请先添加。
receipt-cost-unknown = 尚不知 { $product } 的成本。请输入成本。
receipt-delete-text = 草稿及其编号将删除；尚未过账。
receipt-reverse-title = 冲销 { $number }？
receipt-reverse-text = 货品将按入库成本移出库存，凭证一并冲销。
receipt-print-signature = 收货人、日期：______________________________

## Lots
list-lots = 批号与序列号
list-lots-hint = 批号或序列号
list-lots-empty = 批号的货品有移动后即显示于此。
lot-kind-lot = 批号
lot-kind-serial = 序列号
serial-is-one-piece = 一个序列号即一件。请输入 1。
serial-in-stock = 第 { $line } 行：序列号 { $code } 已在库；一个序列号只能在一处。
serial-twice = 序列号 { $code } 已列于另一行。

## Warehouses, locations, valuation areas
setup-inventory = 库存
list-warehouses = 仓库
list-warehouses-hint = 代码或名称
list-warehouses-empty = 货品存放于仓库；每个仓库有库位。
new-warehouses = 新建仓库
warehouse-name-first = 主仓库
field-allows-negative-hint = 货品可在收货单过账前出库；到货时补记成本差额。
warehouse-keeps-area = { $name } 已有移动或单据，计价区不可变更。
warehouse-is-below-zero = { $name } 有库位的库存低于零。请先补足。
warehouse-has-stock = { $name } 尚有库存，无法归档。
warehouse-without-location = { $warehouse } 没有收货用的默认库位。请指定一个。
company-without-warehouse = 公司没有使用中的仓库。请先建立。
list-locations = 库位
list-locations-hint = 代码或名称
list-locations-empty = 库位是仓库内的位置。
new-locations = 新建库位
location-kind-internal = 仓库内
location-kind-transit = 在途
location-kind-customer = 客户
location-kind-supplier = 供应商
location-kind-adjustment = 调整
location-kind-scrap = 报废
location-name-stock = 库存区
location-needs-warehouse = 此类库位属于某仓库。请选择仓库。
location-outside-warehouse = 此类库位不属于任何仓库。请留空。
location-default-elsewhere = 货品须有收货处：将其他库位设为默认，{ $name } 即不再是默认。
location-is-default = { $name } 为收货库位。请先将其他库位设为默认。
location-has-stock = { $name } 尚有库存，无法归档。
location-archived = { $name } 已归档。请先恢复。
location-missing = 公司没有使用中的“{ $kind }”库位。
list-valuation-areas = 计价区
list-valuation-areas-hint = 名称
list-valuation-areas-empty = 同一计价区的仓库共用每项产品的成本。
new-valuation-areas = 新建计价区
valuation-area-first = 所有仓库
valuation-area-in-use = 尚有仓库属于 { $name }，无法删除。
name-taken = 名称 { $name } 已被使用。请输入其他名称。
chart-moves = 每日库存移动
chart-moves-text = 最近十四天每天的入库与出库行数。

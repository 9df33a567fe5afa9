# Sales orders, deliveries, returns and billing.

## Refusals: orders
order-has-no-lines = { $number } 还没有明细，请先添加再确认。
order-has-begun = { $number } 已有发货或开票。请先撤销，或以退货与红字发票处理。
order-has-drafts = { $number } 还有 { $count } 张草稿单据，请先完成或删除。
order-close-not-begun = { $number } 尚未发货或开票，请改用取消。
order-close-not-invoiced = { $number } 已发货的部分尚未开票，请先开票。
order-not-a-draft = { $number } 已不是草稿，请先重新打开。
order-not-confirmed = { $number } 尚未确认。
order-nothing-to-deliver = { $number } 已没有待发货的项目。
order-nothing-to-invoice = { $number } 已没有待开票的项目。
party-is-no-customer = { $name } 不是客户，或已归档。
requested-before-order = 需求日期不能早于订单日期 { $date }。

## Refusals: lines
line-price-negative = 请输入零或以上的单价。
line-product-not-sold = { $code } 不可销售：不存在、已归档或非卖品。
line-unit-unknown = { $code } 不以此单位销售。
line-quantity-too-fine =
    { $decimals ->
        [0] { $code } 以整数 { $unit } 销售，请输入整数。
       *[other] { $code } 以 { $unit } 销售，最多 { $decimals } 位小数。
    }
line-without-price = { $code } 没有此币种的价格，请输入单价。

## Credit holds
hold-blocked = 该客户已停止交易，须由有权放行订单的人员放行。
hold-over-limit = 未清账款与订单合计 { $exposure }，信用额度为 { $limit }。
hold-by-hand = 已由人员暂停。
hold-by-hand-because = 已由人员暂停：{ $reason }

## Refusals: deliveries and returns
delivery-before-order = 发货日期不能早于订单日期 { $date }。
delivery-more-than-open = { $code } 尚待发货 { $open }，{ $wanted } 超出此数。
delivery-has-no-lines = { $number } 没有要发货的项目，请改为删除。
delivery-not-a-draft = { $number } 已有库存移动，不能更改或删除，请改用冲销。
delivery-has-returns = { $number } 已有退货或已预告退货，请先撤销退货。
delivery-is-invoiced = { $number } 已开票，请改以退货与红字发票处理。
delivery-not-shipped = { $number } 尚未发货。
delivery-nothing-to-return = { $number } 的货品已全部退回。
delivery-nothing-to-invoice = { $number } 已没有待开票的项目。
return-before-delivery = 退货日期不能早于发货日期 { $date }。
return-more-than-left = 客户手上的 { $code } 为 { $left }，超出此数。
return-is-credited = { $number } 已开红字发票。请先删除草稿；已过账的不能删除。
return-not-received = { $number } 尚未入库。
return-nothing-to-credit = { $number } 的货品未曾开票，无须红字发票。

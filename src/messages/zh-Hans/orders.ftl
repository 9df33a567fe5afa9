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
return-more-than-left = 客户手上的 { $code } 为 { $left } { $unit }，超出此数。
return-is-credited = { $number } 已开红字发票。请先删除草稿；已过账的不能删除。
return-not-received = { $number } 尚未入库。
return-nothing-to-credit = { $number } 的货品未曾开票，无须红字发票。

## Pages
list-sales-orders = 销售订单
list-sales-orders-empty = 客户的订单会显示在此，从草稿到最后一张发票。可在此创建、由报价单转入或以导入方式加入。
list-sales-orders-hint = 订单、客户、参考号
new-sales-orders = 新建订单
list-credit-holds = 信用冻结
list-credit-holds-empty = 超出信用额度、客户停止交易或人工冻结的订单会在此等候放行。
list-credit-holds-hint = 订单、客户
list-late-deliveries = 逾期发货
list-late-deliveries-empty = 已过需求日期而仍有货品待发的订单会显示在此。
list-late-deliveries-hint = 订单、客户
list-deliveries = 发货单
list-deliveries-empty = 发货单由已确认的订单创建，经拣货后发货；未开票前可以冲销。
list-deliveries-hint = 发货单、客户、运单号
list-returns = 退货单
list-returns-empty = 退货单由已发货的发货单创建，货品以发货时的成本退回。
list-returns-hint = 退货单、客户
orders-overview = 订单总览
kind-return = 退货单
sales-order-for = 销售订单，客户
delivery-for = 发货单，客户
return-from = 退货单，客户
section-logistics = 发货与账单
section-sales-orders = 销售订单
group-terms = 条件与发货
lines-none = 还没有明细。
stock-flag-there = 有库存：可用 { $free }
stock-flag-short = 缺货：仅 { $free } 可用
fact-company-warehouse = 公司与仓库
fact-owner = 业务员
fact-margin = 毛利
fact-net = 不含税金额
fact-expected-cost = 其余部分预计成本
fact-delivered-cost = 已发货成本
fact-not-invoiced-cost = 已发货未开票
fact-to-deliver = 待发货
fact-to-invoice = 待开票
fact-journal-entry = 凭证
fact-backorder-of = 余量来自
fact-returns = 退货来自
step-order = 已下单
step-held = 冻结中
step-delivered = 发货
step-invoiced = 开票
step-paid = 付款
step-percent = { $percent }%
step-deliver-meta = { $count } 张中已发货 { $shipped } 张，{ $percent }%
step-cancelled = 已取消
tag-short = 缺货 { $count } 项
card-customer = 客户
card-credit = 已用信用
card-credit-of = { $used } / { $limit }
card-no-limit = { $used }，无额度限制
card-open = 未清账款
card-orders = 未开票订单
card-overdue = 逾期
card-contact = 联系人
banner-held = 此订单已冻结。{ $reason }
banner-late = 逾期：承诺日期 { $date }，尚有 { $amount } 待发货。
banner-short = { $count } 行明细缺货，到货时优先预留。
hold-code-blocked = 客户停止交易
hold-code-over-limit = 超出信用额度
hold-code-by-hand = 人工冻结

## Questions
cancel-order-title = 取消 { $name }？
cancel-order-text = 已预留的库存将释放给其他订单，订单仍可查阅。
cancel-order-verb = 取消订单
close-order-title = 结束 { $name }？
close-order-text = 尚未发货的部分将不再发货。
hold-order-title = 冻结 { $name }？
hold-order-text = 放行前不能发货，已预留的库存将释放给其他订单。
delete-draft-title = 删除 { $name }？
delete-draft-text = 草稿删除后仅在记录中留下一条。
ship-title = 发货 { $name }？
ship-text = 货品将出库并过账凭证；未开票前可以冲销。
reverse-delivery-title = 冲销 { $name }？
reverse-delivery-text = 货品将以出库时的成本回到库存。
receive-title = 入库 { $name }？
receive-text = 货品将以发货时的成本入库。
reverse-return-title = 冲销 { $name }？
reverse-return-text = 货品仍在客户处。
field-why = 原因
new-deliveries = 新建发货单
new-returns = 新建退货单
field-open = 待处理
field-ordered = 订购
field-reserved = 已预留
field-delivered = 已发货
field-sales-order = 销售订单
field-sales-order-line = 订单明细
field-delivery = 发货单
field-delivery-line = 发货明细
field-carries = 发货数量
notice-order-confirmed = 已确认。
notice-order-released = 已放行。
decided-release = { $number } 已放行。
decided-reopen = { $number } 已恢复为草稿。
decision-taken-back = 撤回放行
notice-order-held = 已冻结。
notice-order-reopened = 已回到草稿。
notice-order-cancelled = 已取消。
notice-order-closed = 已结束。
notice-shipped = 已发货。
notice-received = 已入库。
notice-invoice-made = 已创建发票。
notice-credit-made = 已创建红字发票。

## Paper
print-order-confirmation = 订单确认书
print-picking-list = 拣货单
print-delivery-note = 送货单
print-return-note = 退货单
print-date = 日期
print-order-number = 订单编号
print-your-reference = 贵方参考号
print-customer-number = 客户编号
print-requested = 需求日期
print-terms = 付款条件
print-carrier = 承运商
print-tracking = 运单号
print-warehouse = 仓库
print-ship-to = 收货地址
print-order-intro = 感谢您的订购，兹确认如下。
print-signature = 收货确认：日期、姓名、签名
print-stamp-draft = 草稿
print-stamp-cancelled = 已取消
print-stamp-reversed = 已冲销
print-location = 库位
print-picked = 已拣

## Overview
kpi-order-intake = 接单金额
kpi-backlog = 待发货金额
kpi-late = 逾期订单
kpi-held = 信用冻结
kpi-to-invoice = 待开票
kpi-context-orders = { $count } 笔订单
kpi-context-last-year = 与 { $month }相比
chart-orders-by-month = 每月接单金额，{ $currency }
chart-orders-description = 按订单日期逐月统计的已确认与已完成订单净额
chart-month = 月份
chart-this-year = 接单
chart-last-year = 去年
card-top-customers = 主要客户（12 个月）
card-late = 逾期发货
work-held = 信用冻结的订单
work-held-text = { $amount } 等候放行
work-late = 逾期发货
work-late-text = 最早承诺 { $date }
work-billable = 可开票的订单
work-billable-text = 已发货，尚未开票
work-picking = 待发货的发货单
work-picking-text = 拣货中
work-returns = 待入库的退货
work-returns-text = 已预告，尚未入库
verb-review = 查看
verb-chase = 跟催
verb-invoice = 开票
verb-ship = 发货
verb-receive = 入库
switch-period = 期间
period-month = 月
period-quarter = 季度
period-year = 年
overview-as-of = { $date } · 数据截至 { $time }
overview-amounts-without-rate = 因缺少对 { $currency } 的汇率，{ $currencies } 的金额未列入。

# Sales orders, deliveries, returns and billing.

## Refusals: orders
order-has-no-lines = { $number } has no lines yet. Add one before confirming it.
order-has-begun = Something of { $number } is delivered or invoiced. Take that back first, or return and credit it.
order-has-drafts =
    { $count ->
        [one] { $number } has { $count } document that is still a draft. Finish or delete it first.
       *[other] { $number } has { $count } documents that are still drafts. Finish or delete them first.
    }
order-close-not-begun = Nothing of { $number } is delivered or invoiced yet. Cancel it instead.
order-close-not-invoiced = What was delivered of { $number } is not invoiced yet. Invoice it first.
order-not-a-draft = { $number } is not a draft any more. Reopen it first.
order-not-confirmed = { $number } is not confirmed.
order-nothing-to-deliver = Nothing of { $number } is left to deliver.
order-nothing-to-invoice = Nothing of { $number } is left to invoice.
party-is-no-customer = { $name } is not a customer, or is archived.
requested-before-order = the requested date cannot be before the order date, { $date }.

## Refusals: lines
line-price-negative = enter a price of zero or more.
line-product-not-sold = { $code } is not sold: it is unknown, archived or not for sale.
line-unit-unknown = { $code } is not sold in this unit.
line-quantity-too-fine =
    { $decimals ->
        [0] { $code } is sold in whole { $unit }. Enter a whole figure.
       *[other] { $code } is sold in { $unit } with at most { $decimals } decimals.
    }
line-without-price = there is no price for { $code } in this currency. Enter one.

## Credit holds
hold-blocked = The customer is blocked. Somebody who may release orders has to let it go.
hold-over-limit = Open items and orders come to { $exposure }; the credit limit is { $limit }.
hold-by-hand = Stopped by hand.
hold-by-hand-because = Stopped by hand: { $reason }

## Refusals: deliveries and returns
delivery-before-order = a delivery cannot be before its order, { $date }.
delivery-more-than-open = { $open } of { $code } are left to deliver; { $wanted } is more.
delivery-has-no-lines = { $number } has nothing to deliver. Delete it instead.
delivery-not-a-draft = { $number } has moved already and cannot be changed or deleted. Reverse it.
delivery-has-returns = Goods of { $number } have come back, or are announced to. Take the return back first.
delivery-is-invoiced = { $number } is invoiced. Make a return and credit it instead.
delivery-not-shipped = { $number } is not shipped.
delivery-nothing-to-return = Everything of { $number } has come back already.
delivery-nothing-to-invoice = Nothing of { $number } is left to invoice.
return-before-delivery = goods cannot come back before they were delivered, { $date }.
return-more-than-left = { $left } of { $code } are with the customer; that is more.
return-is-credited = { $number } is credited. Delete the draft credit note first; a posted one stays.
return-not-received = { $number } is not received yet.
return-nothing-to-credit = Nothing of { $number } was invoiced, so there is nothing to credit.

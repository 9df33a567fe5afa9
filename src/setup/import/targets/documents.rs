//! Documents of goods, orders and money, and the steps that move them on: each row is done by the operation that people use.
use crate::catalog::product;
use crate::command;
use crate::finance::payment;
use crate::finance::payment::NewPayment;
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::ids::DeliveryId;
use crate::ids::DeliveryLineId;
use crate::ids::GoodsReturnId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::import_target;
use crate::inventory::goods_receipt;
use crate::inventory::goods_receipt::NewGoodsReceipt;
use crate::inventory::goods_receipt::NewReceiptLine;
use crate::inventory::goods_receipt::ReceiptKind;
use crate::orders::delivery;
use crate::orders::delivery::NewDelivery;
use crate::orders::delivery::NewDeliveryLine;
use crate::orders::returns;
use crate::orders::returns::NewReturn;
use crate::orders::returns::NewReturnLine;
use crate::orders::sales_order;
use crate::orders::sales_order::NewSalesOrder;
use crate::orders::sales_order::State;
use crate::permission::Permission;
use crate::sales::quotation;
use crate::sales::quotation::NewQuotation;
use crate::setup::import::target::Target;
use crate::setup::import::targets::part;
use crate::setup::import::targets::part::PartOfLine;
use chrono::NaiveDate;

command! {
    /// Goods that came in, or were there before the books began; posted unless it stays a draft.
    pub struct ReceiveGoods {
        pub company_id: Option<CompanyId>,
        pub kind: ReceiptKind,
        pub party_id: Option<PartyId>,
        pub warehouse_id: Option<WarehouseId>,
        pub receipt_date: Option<NaiveDate>,
        pub supplier_reference: Option<String>,
        pub is_draft: bool,
        pub lines: Vec<NewReceiptLine>,
    }
    /// Confirms an imported order, also one that the credit check would hold when `release` says so.
    pub struct ConfirmOrder { pub sales_order_id: SalesOrderId, pub release: bool }
    /// Delivers an order and, unless only prepared, ships it. Without lines all that is open goes.
    pub struct DeliverOrder {
        pub sales_order_id: SalesOrderId,
        pub delivery_date: Option<NaiveDate>,
        pub carrier_id: Option<CarrierId>,
        pub tracking_number: Option<String>,
        /// Only prepared, to be picked.
        pub is_draft: bool,
        pub lines: Vec<PartOfLine>,
    }
    /// Takes goods of a shipped delivery back and, unless only announced, into the warehouse. Without lines all that is left
    /// of it comes back.
    pub struct ReturnGoods {
        pub delivery_id: DeliveryId,
        pub return_date: Option<NaiveDate>,
        pub warehouse_id: Option<WarehouseId>,
        pub reason: Option<String>,
        /// Only announced, to be received.
        pub is_draft: bool,
        pub lines: Vec<PartOfLine>,
    }
}

command! {
    /// Archives a product: it stays readable and is offered no more.
    pub struct ArchiveProduct { pub product_id: ProductId }
}

pub const TARGETS: &[Target] = &[
    import_target!("goods-receipt", StockMove, ReceiveGoods, |tx, _, new| {
        let receipt = NewGoodsReceipt {
            company_id: new.company_id,
            kind: new.kind,
            party_id: new.party_id,
            warehouse_id: new.warehouse_id,
            receipt_date: new.receipt_date,
            supplier_reference: new.supplier_reference.clone(),
            lines: new.lines.clone(),
        };
        let id = goods_receipt::ops::create(tx, &receipt)?;
        if !new.is_draft {
            goods_receipt::ops::post(tx, id, 1)?;
        }
        Ok(id.into())
    }),
    import_target!("payment", PaymentPost, NewPayment, |tx, company, new| {
        payment::ops::post(tx, company, new).map(Subject::from)
    }),
    import_target!("quotation", QuotationEdit, NewQuotation, |tx, _, new| {
        quotation::ops::create(tx, new).map(Subject::from)
    }),
    import_target!("sales-order", SalesOrderEdit, NewSalesOrder, |tx, _, new| {
        sales_order::ops::create(tx, new).map(Subject::from)
    }),
    import_target!("sales-order-confirm", SalesOrderConfirm, ConfirmOrder, |tx, _, new| {
        let id = new.sales_order_id;
        let reach = tx.actor.reach(Permission::SalesOrderConfirm);
        let order = sales_order::queries::get_within(tx.conn, &reach, id)?;
        sales_order::ops::confirm(tx, id, order.version)?;
        let order = sales_order::queries::get_within(tx.conn, &reach, id)?;
        if new.release && order.state == State::Held {
            sales_order::ops::release(tx, id, order.version)?;
        }
        Ok(id.into())
    }),
    import_target!("delivery", DeliveryShip, DeliverOrder, |tx, _, new| {
        let ordered = sales_order::queries::lines(tx.conn, new.sales_order_id)?;
        let ids: Vec<SalesOrderLineId> = ordered.iter().map(|line| line.line.id).collect();
        let sent = part::of_lines("lines", &ids, &new.lines)?;
        let prepared = NewDelivery {
            sales_order_id: new.sales_order_id,
            delivery_date: new.delivery_date,
            carrier_id: new.carrier_id,
            tracking_number: new.tracking_number.clone(),
            lines: sent
                .into_iter()
                .map(|(sales_order_line_id, quantity)| NewDeliveryLine {
                    sales_order_line_id,
                    quantity,
                })
                .collect(),
            ship: !new.is_draft,
        };
        Ok(delivery::ops::create(tx, &prepared)?.into())
    }),
    import_target!("return", DeliveryShip, ReturnGoods, |tx, _, new| {
        let sent = delivery::queries::lines(tx.conn, new.delivery_id)?;
        let ids: Vec<DeliveryLineId> = sent.iter().map(|line| line.line.id).collect();
        let back = part::of_lines("lines", &ids, &new.lines)?;
        let announced = NewReturn {
            delivery_id: new.delivery_id,
            return_date: new.return_date,
            warehouse_id: new.warehouse_id,
            reason: new.reason.clone(),
            lines: back
                .into_iter()
                .map(|(delivery_line_id, quantity)| NewReturnLine {
                    delivery_line_id,
                    quantity,
                })
                .collect(),
        };
        let id = returns::ops::create(tx, &announced)?;
        if !new.is_draft {
            returns::ops::receive(tx, id, 1)?;
        }
        Ok(GoodsReturnId::from(id.raw()).into())
    }),
    import_target!("product-archive", ProductEdit, ArchiveProduct, |tx, company, new| {
        let row = product::queries::get(tx.conn, new.product_id)?;
        if row.is_active {
            product::ops::archive(tx, company, row.id, row.version, false)?;
        }
        Ok(row.id.into())
    }),
];

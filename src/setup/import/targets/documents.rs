//! Documents, and the steps that move them on: each row is done by the operation that people use.
use crate::catalog::product;
use crate::command;
use crate::finance::payment;
use crate::finance::payment::NewPayment;
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::ids::DeliveryId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::import_target;
use crate::inventory::goods_receipt;
use crate::inventory::goods_receipt::NewGoodsReceipt;
use crate::inventory::goods_receipt::NewReceiptLine;
use crate::inventory::goods_receipt::ReceiptKind;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::orders::billing;
use crate::orders::billing::Bill;
use crate::orders::delivery;
use crate::orders::delivery::NewDelivery;
use crate::orders::delivery::NewDeliveryLine;
use crate::orders::sales_order;
use crate::orders::sales_order::NewSalesOrder;
use crate::orders::sales_order::State;
use crate::permission::Permission;
use crate::sales::quotation;
use crate::sales::quotation::NewQuotation;
use crate::setup::import::target::Target;
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
        pub lines: Vec<NewDeliveryLine>,
    }
    /// Invoices what is open of an order, or of one delivery, and posts the invoice unless it stays a draft.
    pub struct InvoiceOf {
        pub sales_order_id: Option<SalesOrderId>,
        pub delivery_id: Option<DeliveryId>,
        pub invoice_date: Option<NaiveDate>,
        pub is_draft: bool,
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
        let prepared = NewDelivery {
            sales_order_id: new.sales_order_id,
            delivery_date: new.delivery_date,
            carrier_id: new.carrier_id,
            tracking_number: new.tracking_number.clone(),
            lines: new.lines.clone(),
            ship: !new.is_draft,
        };
        Ok(delivery::ops::create(tx, &prepared)?.into())
    }),
    import_target!("customer-invoice", InvoiceEdit, InvoiceOf, |tx, _, new| {
        let bill = Bill {
            invoice_date: new.invoice_date,
            post: !new.is_draft,
        };
        let invoice = match (new.delivery_id, new.sales_order_id) {
            (Some(delivery), _) => billing::ops::invoice_delivery(tx, delivery, &bill)?,
            (None, Some(order)) => billing::ops::invoice_order(tx, order, &bill)?,
            (None, None) => return Err(Error::invalid("sales_order_id", Message::new("problem-required"))),
        };
        Ok(invoice.into())
    }),
    import_target!("product-archive", ProductEdit, ArchiveProduct, |tx, company, new| {
        let row = product::queries::get(tx.conn, new.product_id)?;
        if row.is_active {
            product::ops::archive(tx, company, row.id, row.version, false)?;
        }
        Ok(row.id.into())
    }),
];

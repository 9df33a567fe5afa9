//! The value of one product in one valuation area as moves go by, without a database: the moving average and FIFO rules.
use crate::inventory::valuation::Worth;
use chrono::NaiveDate;
use tenon_db::Money;
use tenon_db::Quantity;

/// A receipt that is not used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    pub id: i64,
    pub date: NaiveDate,
    /// What is left.
    pub rest: Worth,
}

/// What a move took from a layer; given back with a negative quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    pub layer: i64,
    pub taken: Worth,
}

/// One product's value. Layers are there for FIFO only, oldest first.
#[derive(Debug, Clone, Default)]
pub struct ValueAccount {
    pub worth: Worth,
    pub layers: Option<Vec<Layer>>,
    /// A receipt of old, for what leaves where nothing is: its average is the last cost known.
    pub last_known: Worth,
}

/// What became of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// What the stock value rises by.
    pub amount: Money,
    /// What was paid beyond (or below) the cost at which the same quantity had left while nothing was there.
    pub difference: Money,
    pub layer: Option<NewLayer>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLayer {
    pub layer: Layer,
    /// As it came in.
    pub whole: Worth,
    /// What had left before it came.
    pub covered: Option<Use>,
}

/// What became of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issued {
    pub cost: Money,
    pub uses: Vec<Use>,
}

impl ValueAccount {
    /// Takes goods out. What is more than there is costs what the last unit cost; the warehouse has allowed it.
    pub fn issue(&mut self, quantity: Quantity, decimals: u32) -> Issued {
        let there = self.worth.quantity.max(Quantity::ZERO);
        let covered = quantity.min(there);
        let reference = self.reference();
        let mut issued = match &mut self.layers {
            Some(layers) => take_layers(layers, covered, decimals),
            None if covered.is_zero() => Issued::default(),
            None => Issued {
                cost: self.worth.share(covered, decimals),
                uses: Vec::new(),
            },
        };
        issued.cost += reference.share(quantity - covered, decimals);
        self.worth.take(Worth::new(quantity, issued.cost));
        issued
    }

    /// The average at which goods leave that are not there.
    fn reference(&self) -> Worth {
        let mut layers = self.layers.iter().flatten().rev();
        match layers.find(|layer| layer.rest.quantity.is_positive()) {
            Some(newest) => newest.rest,
            None if self.worth.quantity.is_zero() => self.last_known,
            None => self.worth,
        }
    }

    /// Takes goods in at their cost. What had left before it came is cleared at the cost it left with, so that the value
    /// of nothing is nothing; the difference is an expense.
    pub fn receive(&mut self, incoming: Worth, layer: Layer, decimals: u32) -> Received {
        let missing = (-self.worth.quantity).max(Quantity::ZERO).min(incoming.quantity);
        let (mut difference, mut covered) = (Money::ZERO, None);
        if missing.is_positive() {
            let owed = Worth::new(-self.worth.quantity, -self.worth.amount);
            let paid = incoming.share(missing, decimals);
            difference = paid - owed.share(missing, decimals);
            covered = Some(Use {
                layer: layer.id,
                taken: Worth::new(missing, paid),
            });
        }
        let amount = incoming.amount - difference;
        self.worth.add(Worth::new(incoming.quantity, amount));
        let layer = self.layers.as_mut().map(|layers| {
            let mut kept = Layer {
                rest: incoming,
                ..layer
            };
            if let Some(covered) = covered {
                kept.rest.take(covered.taken);
            }
            layers.push(kept);
            NewLayer {
                layer: kept,
                whole: incoming,
                covered,
            }
        });
        Received {
            amount,
            difference,
            layer,
        }
    }
}

/// Why a receipt cannot be taken back at its cost: later issues have carried part of it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedUp;

/// What became of a receipt that was taken back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// What had stayed on nothing and becomes an expense, so that nothing is worth nothing.
    pub difference: Money,
    pub used: Option<Use>,
}

/// What became of an issue that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenBack {
    pub received: Received,
    /// Into the layers they came from.
    pub uses: Vec<Use>,
}

impl ValueAccount {
    /// An issue is taken back at the cost it carried: into the layers it came from, the rest as a layer of its own.
    pub fn give_back(&mut self, back: Worth, uses: &[Use], layer: Layer, decimals: u32) -> GivenBack {
        let is_short = self.worth.quantity.is_negative();
        let (mut restored, mut rest) = (Vec::new(), back);
        if let Some(layers) = self.layers.as_mut().filter(|_| !is_short) {
            for one in uses {
                let Some(old) = layers.iter_mut().find(|layer| layer.id == one.layer) else {
                    continue;
                };
                old.rest.add(one.taken);
                self.worth.add(one.taken);
                rest.take(one.taken);
                let taken = Worth::new(-one.taken.quantity, -one.taken.amount);
                restored.push(Use {
                    layer: one.layer,
                    taken,
                });
            }
        }
        let mut received = if rest.quantity.is_zero() {
            Received {
                amount: Money::ZERO,
                difference: Money::ZERO,
                layer: None,
            }
        } else {
            self.receive(rest, layer, decimals)
        };
        received.amount = back.amount - received.difference;
        GivenBack {
            received,
            uses: restored,
        }
    }

    /// A receipt is taken back at the cost it came with; a FIFO layer as a whole or not at all.
    pub fn take_back(&mut self, out: Worth, layer: Option<i64>) -> Result<TakenBack, UsedUp> {
        let mut used = None;
        if let Some(layers) = &mut self.layers {
            let own = layers.iter_mut().find(|one| Some(one.id) == layer).ok_or(UsedUp)?;
            if own.rest != out {
                return Err(UsedUp);
            }
            own.rest = Worth::default();
            used = Some(Use {
                layer: own.id,
                taken: out,
            });
        }
        let mut after = self.worth;
        after.take(out);
        let wrong_sign = (after.quantity.is_positive() && after.amount.is_negative())
            || (after.quantity.is_negative() && after.amount.is_positive());
        if wrong_sign {
            return Err(UsedUp);
        }
        let difference = if after.quantity.is_zero() {
            after.amount
        } else {
            Money::ZERO
        };
        after.amount -= difference;
        self.worth = after;
        Ok(TakenBack { difference, used })
    }
}

/// Oldest first, each layer's last unit with the rest of its amount.
fn take_layers(layers: &mut [Layer], quantity: Quantity, decimals: u32) -> Issued {
    let mut issued = Issued::default();
    let mut wanted = quantity;
    for layer in layers.iter_mut().filter(|layer| layer.rest.quantity.is_positive()) {
        if wanted.is_zero() {
            break;
        }
        let part = wanted.min(layer.rest.quantity);
        let taken = Worth::new(part, layer.rest.share(part, decimals));
        layer.rest.take(taken);
        issued.cost += taken.amount;
        issued.uses.push(Use { layer: layer.id, taken });
        wanted -= part;
    }
    assert!(wanted.is_zero(), "the layers of a product add up to its quantity");
    issued
}

#[cfg(test)]
#[path = "account_tests.rs"]
mod tests;

//! First come, first served, within one page.

use std::cell::{Cell, RefCell};

use futures_channel::oneshot;

thread_local! {
    static QUEUE: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
}

/// Everyone who has a name or waits for it, in order of arrival. The first of a name has it.
struct Place {
    name: String,
    number: u64,
    /// Kept by those who wait.
    turn: Option<oneshot::Sender<()>>,
}

/// A place in the queue, given up when dropped, whether its turn had come or not.
#[derive(Debug)]
#[must_use = "the place is given up when this is dropped"]
pub struct Ticket {
    number: u64,
}

impl Ticket {
    /// Queues up for a name and waits for its turn.
    pub async fn draw(name: &str) -> Self {
        let number = NEXT.replace(NEXT.get() + 1);
        let ticket = Self { number };
        let (turn, come) = oneshot::channel();
        let taken = QUEUE.with_borrow_mut(|queue| {
            let taken = queue.iter().any(|place| place.name == name);
            queue.push(Place { name: name.into(), number, turn: taken.then_some(turn) });
            taken
        });
        if taken {
            let _ = come.await;
        }
        ticket
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let next = QUEUE.with_borrow_mut(|queue| {
            let index = queue.iter().position(|place| place.number == self.number)?;
            let left = queue.remove(index);
            queue.iter_mut().find(|place| place.name == left.name)?.turn.take()
        });
        if let Some(turn) = next {
            let _ = turn.send(());
        }
    }
}

//! Many things asked for at once, and fewer where that is too much.

use super::SyncError;

/// Does `ask` for all of `items`, for halves of them where the server says no. What it
/// does not do even alone is passed over; its items are given back.
///
/// # Errors
/// The first of `ask` that is not about what was asked; also where it does nothing of all
/// that it is asked for, since that is not about any of it.
pub(super) fn in_parts<T: Clone>(
    items: &[T],
    ask: &mut dyn FnMut(&[T]) -> Result<(), SyncError>,
) -> Result<Vec<T>, SyncError> {
    let mut refused = Vec::new();
    let mut last = None;
    halve(items, ask, &mut |item, error| {
        refused.push(item.clone());
        last = Some(error);
    })?;
    match last {
        Some(error) if items.len() > 1 && refused.len() == items.len() => Err(error),
        _ => Ok(refused),
    }
}

fn halve<T>(
    items: &[T],
    ask: &mut dyn FnMut(&[T]) -> Result<(), SyncError>,
    refused: &mut dyn FnMut(&T, SyncError),
) -> Result<(), SyncError> {
    match ask(items) {
        Err(error) if items.len() > 1 && error.may_be_too_much() => {
            let (first, second) = items.split_at(items.len() / 2);
            halve(first, ask, refused)?;
            halve(second, ask, refused)
        }
        Err(error) if error.is_refusal() => {
            if let Some(item) = items.first() {
                refused(item, error);
            }
            Ok(())
        }
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_is_found_and_the_rest_is_done() {
        let mut done = Vec::new();
        let refused = in_parts(&[1, 2, 3, 4, 5, 6, 7], &mut |part| {
            if part.contains(&3) || part.len() > 4 {
                return Err(SyncError::Refused("too much".to_owned()));
            }
            done.extend_from_slice(part);
            Ok(())
        });
        assert_eq!(refused.unwrap(), [3]);
        done.sort_unstable();
        assert_eq!(done, [1, 2, 4, 5, 6, 7]);
    }

    #[test]
    fn a_server_that_is_down_is_no_refusal() {
        let mut asked = 0;
        let down = in_parts(&[1, 2], &mut |_| {
            asked += 1;
            Err(SyncError::LogIn)
        });
        assert!(matches!(down, Err(SyncError::LogIn)) && asked == 1);
        let refusing = in_parts(&[1, 2, 3], &mut |_| {
            Err(SyncError::Refused("maintenance".to_owned()))
        });
        assert!(matches!(refusing, Err(SyncError::Refused(_))));
    }
}

//! Spans that overlap as they like, turned into elements that nest.
//!
//! Markup is a tree, annotations are not. Where one cannot be inside the other it is cut into pieces: the piece on the stack is closed and
//! goes on as another piece after the boundary.

use crate::span::Span;

/// What becomes an element. A layer of a lower rank is always outside of one with a higher rank; of the same rank, the longer is outside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layer {
    pub span: Span,
    pub rank: u8,
}

/// What to write next. Layers are told by their index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The `piece`th piece (from 0) of a layer begins.
    Open {
        layer: usize,
        piece: usize,
    },
    Text(Span),
    Close {
        layer: usize,
    },
}

/// The steps through `text`, each byte in one [`Step::Text`], and the number of pieces of each layer. Layers must not be empty.
pub(super) fn steps(text: &str, layers: &[Layer]) -> (Vec<Step>, Vec<usize>) {
    let mut boundaries: Vec<usize> = layers.iter().flat_map(|layer| [layer.span.start, layer.span.end]).chain([0, text.len()]).collect();
    boundaries.sort_unstable();
    boundaries.dedup();
    let order = |&layer: &usize| (layers[layer].rank, usize::MAX - layers[layer].span.end, layer);
    let mut starting: Vec<usize> = (0..layers.len()).collect();
    starting.sort_by_key(|layer| (layers[*layer].span.start, order(layer)));
    let mut starting = starting.into_iter().peekable();
    let mut pieces = vec![0; layers.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut steps = Vec::new();
    let mut at = 0;
    for place in boundaries {
        if place > at {
            steps.push(Step::Text(Span { start: at, end: place }));
            at = place;
        }
        let mut opening: Vec<usize> = std::iter::from_fn(|| starting.next_if(|&layer| layers[layer].span.start == place)).collect();
        let outermost = opening.iter().map(|&layer| layers[layer].rank).min();
        let ends = |&layer: &usize| layers[layer].span.end == place;
        let in_the_way = |&layer: &usize| ends(&layer) || outermost.is_some_and(|rank| layers[layer].rank > rank);
        if let Some(first) = open.iter().position(in_the_way) {
            for layer in open.drain(first..).rev() {
                steps.push(Step::Close { layer });
                if !ends(&layer) {
                    opening.push(layer);
                }
            }
        }
        opening.sort_by_key(order);
        for layer in opening {
            steps.push(Step::Open { layer, piece: pieces[layer] });
            pieces[layer] += 1;
            open.push(layer);
        }
    }
    (steps, pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(text: &str, layers: &[(usize, usize, u8)]) -> String {
        let layers: Vec<Layer> = layers.iter().map(|&(start, end, rank)| Layer { span: Span { start, end }, rank }).collect();
        let mut out = String::new();
        for step in steps(text, &layers).0 {
            match step {
                Step::Open { layer, piece } => out.push_str(&format!("<{layer}.{piece}>")),
                Step::Text(span) => out.push_str(span.of(text)),
                Step::Close { layer } => out.push_str(&format!("</{layer}>")),
            }
        }
        out
    }

    #[test]
    fn crossing_layers_are_cut_and_a_lower_rank_stays_outside() {
        assert_eq!(drawn("abcdef", &[(0, 4, 1), (2, 6, 1)]), "<0.0>ab<1.0>cd</1></0><1.1>ef</1>");
        assert_eq!(drawn("abcdef", &[(0, 4, 2), (2, 6, 1)]), "<0.0>ab</0><1.0><0.1>cd</0>ef</1>");
        assert_eq!(drawn("abc", &[(0, 3, 1), (0, 3, 1), (1, 2, 2)]), "<0.0><1.0>a<2.0>b</2>c</1></0>");
        assert_eq!(drawn("", &[]), "");
    }

    proptest! {
        #[test]
        fn elements_nest_and_pieces_cover_their_layer(
            layers in proptest::collection::vec((0..12usize, 1..8usize, 0..4u8), 0..12)
        ) {
            let text = "abcdefghijklmnopqrst";
            let layers: Vec<Layer> =
                layers.into_iter().map(|(start, length, rank)| Layer { span: Span { start, end: start + length }, rank }).collect();
            let (steps, pieces) = steps(text, &layers);
            let mut open = Vec::new();
            let mut covered = vec![String::new(); layers.len()];
            let mut seen = vec![0; layers.len()];
            for step in steps {
                match step {
                    Step::Open { layer, piece } => {
                        prop_assert_eq!(piece, seen[layer]);
                        seen[layer] += 1;
                        prop_assert!(open.iter().all(|&outer: &usize| layers[outer].rank <= layers[layer].rank));
                        open.push(layer);
                    }
                    Step::Text(span) => open.iter().for_each(|&layer| covered[layer].push_str(span.of(text))),
                    Step::Close { layer } => prop_assert_eq!(open.pop(), Some(layer)),
                }
            }
            prop_assert!(open.is_empty());
            prop_assert_eq!(seen, pieces);
            for (layer, covered) in layers.iter().zip(covered) {
                prop_assert_eq!(layer.span.of(text), covered);
            }
        }
    }
}

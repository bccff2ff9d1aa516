//! Operators.

use crate::syntax::{BinaryOperator, ExprId, ExprKind, UnaryOperator};
use crate::text::TextRange;
use crate::value::{Kind, Marks, Number, Unknown, Value};

use super::expression::{Evaluator, Locals, a, limit, not_null};

impl Evaluator<'_> {
    /// The value of a chain of operators. Chains lean to the left, so the left operands are walked down in a loop: a
    /// million operators need no more stack than one.
    pub(super) fn binary(&self, kind: ExprKind, range: TextRange, locals: Locals<'_>) -> Value {
        let mut chain = Vec::new();
        let (mut kind, mut range) = (kind, range);
        let mut first = None;
        while let ExprKind::Binary {
            operator,
            left,
            right,
        } = kind
        {
            chain.push((operator, right, range));
            first = Some(left);
            let node = self.code.tree.expr(left);
            (kind, range) = (node.kind, node.range);
        }
        let Some(first) = first else {
            return limit("the depth of nesting");
        };
        let mut left = (self.value(first, locals), first);
        while let Some((operator, right, range)) = chain.pop() {
            let value = self.apply(operator, &left, right, range, locals);
            left = (value, right);
        }
        left.0
    }

    fn apply(
        &self,
        operator: BinaryOperator,
        (left, left_expr): &(Value, ExprId),
        right_expr: ExprId,
        range: TextRange,
        locals: Locals<'_>,
    ) -> Value {
        if !self.context.charge(1) {
            return limit("the number of steps");
        }
        if let BinaryOperator::And | BinaryOperator::Or = operator {
            let decides = operator == BinaryOperator::Or;
            return self.logical(decides, (left, *left_expr), right_expr, locals);
        }
        let right = self.value(right_expr, locals);
        let marks = left.marks.union(right.marks);
        if let BinaryOperator::Equal | BinaryOperator::NotEqual = operator {
            let wanted = operator == BinaryOperator::Equal;
            return match left.equals(&right, self.context.strictness()) {
                Some(equal) => Value::from(equal == wanted).marked(deep(left, &right)),
                None => undecided(left, &right).marked(marks),
            };
        }
        for (value, expr) in [(left, *left_expr), (&right, right_expr)] {
            if !value.is_unknown() && value.to_number().is_none() {
                let range = self.code.tree.expr(expr).range;
                let message = format!("a number is needed here, not {}", a(value));
                return self.error(range, message).marked(marks);
            }
        }
        match (left.to_number(), right.to_number()) {
            (Some(x), Some(y)) => self.arithmetic(operator, &x, &y, range).marked(marks),
            _ => undecided(left, &right).marked(marks),
        }
    }

    /// `&&` (whose outcome a false operand decides) and `||` (a true one), whatever the other operand is.
    fn logical(
        &self,
        decides: bool,
        (left, left_expr): (&Value, ExprId),
        right_expr: ExprId,
        locals: Locals<'_>,
    ) -> Value {
        let x = match self.truth(left, left_expr) {
            Ok(x) => x,
            Err(error) => return error.marked(left.marks),
        };
        if x == Some(decides) {
            return Value::from(decides).marked(left.marks);
        }
        let right = self.value(right_expr, locals);
        let marks = left.marks.union(right.marks);
        match self.truth(&right, right_expr) {
            Ok(Some(y)) if y == decides || x.is_some() => Value::from(y).marked(marks),
            Ok(_) => undecided(left, &right).marked(marks),
            Err(error) => error.marked(marks),
        }
    }

    /// The truth of a value, as far as it is known; an `Err` when it has none.
    fn truth(&self, value: &Value, expr: ExprId) -> Result<Option<bool>, Value> {
        match value.to_bool() {
            None if !value.is_unknown() => {
                let range = self.code.tree.expr(expr).range;
                Err(self.error(
                    range,
                    format!("true or false is needed here, not {}", a(value)),
                ))
            }
            truth => Ok(truth),
        }
    }

    fn arithmetic(
        &self,
        operator: BinaryOperator,
        x: &Number,
        y: &Number,
        range: TextRange,
    ) -> Value {
        let result = match operator {
            BinaryOperator::Less => return (x < y).into(),
            BinaryOperator::LessOrEqual => return (x <= y).into(),
            BinaryOperator::Greater => return (x > y).into(),
            BinaryOperator::GreaterOrEqual => return (x >= y).into(),
            BinaryOperator::Divide if y.is_zero() => {
                return self.error(range, "division by zero");
            }
            BinaryOperator::Subtract => x.subtract(y),
            BinaryOperator::Multiply => x.multiply(y),
            BinaryOperator::Divide => x.divide(y),
            BinaryOperator::Modulo => x.remainder(y),
            // Logical operators and equality have been dealt with before.
            _ => x.add(y),
        };
        result.map_or_else(
            || limit("the size of a number"),
            |number| Kind::Number(number).into(),
        )
    }

    /// The value of `!a` or `-a`.
    pub(super) fn unary(
        &self,
        operator: UnaryOperator,
        operand: ExprId,
        range: TextRange,
        locals: Locals<'_>,
    ) -> Value {
        let value = self.value(operand, locals);
        if value.is_unknown() {
            return undecided(&value, &Value::null()).marked(value.marks);
        }
        let result = match operator {
            UnaryOperator::Not => value.to_bool().map(|truth| Value::from(!truth)),
            UnaryOperator::Negate => value
                .to_number()
                .map(|number| Kind::Number(number.negate()).into()),
        };
        if let Some(result) = result {
            result.marked(value.marks)
        } else {
            let wanted = match operator {
                UnaryOperator::Not => "true or false",
                UnaryOperator::Negate => "a number",
            };
            let message = format!("{wanted} is needed here, not {}", a(&value));
            self.error(range, message).marked(value.marks)
        }
    }
}

fn deep(left: &Value, right: &Value) -> Marks {
    left.deep_marks().union(right.deep_marks())
}

/// The unknown result of an operator.
fn undecided(left: &Value, right: &Value) -> Value {
    let mut unknown = Unknown::default();
    unknown.absorb_value(left);
    unknown.absorb_value(right);
    not_null(unknown)
}

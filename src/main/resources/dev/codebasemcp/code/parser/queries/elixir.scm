(call target: (identifier) @keyword (arguments . (_) @name)) @call
(unary_operator operator: "@" operand: (call target: (identifier) @attribute)) @decorator
(comment) @comment

(left_assignment name: (_) @name value: (function_definition)) @function
(equals_assignment name: (_) @name value: (function_definition)) @function
(super_assignment name: (_) @name value: (function_definition)) @function
(left_assignment name: (_) @name value: (call function: (_) @keyword)) @factory
(equals_assignment name: (_) @name value: (call function: (_) @keyword)) @factory
(left_assignment value: (call arguments: (arguments (default_argument value: (call arguments: (arguments (default_argument name: (_) @name value: (function_definition)) @method))))))
(program (call function: (identifier) @keyword arguments: (arguments . (string) @name)) @call)
(program (left_assignment name: (identifier) @name) @variable)
(program (equals_assignment name: (identifier) @name) @variable)
(comment) @comment

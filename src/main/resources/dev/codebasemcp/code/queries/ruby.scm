(class name: (_) @name) @class
(module name: (_) @name) @module
(method name: (_) @name) @method
(singleton_method name: (_) @name) @method
(assignment left: (constant) @name right: (call method: (identifier) @keyword block: (_))) @factory
(assignment left: (constant) @name) @constant
(assignment left: (scope_resolution) @name) @constant
(call method: (identifier) @keyword arguments: (argument_list (simple_symbol) @name)) @call
(comment) @comment

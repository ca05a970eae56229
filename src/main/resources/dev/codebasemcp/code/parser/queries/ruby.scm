(class name: (_) @name) @class
(module name: (_) @name) @module
(method name: (_) @name) @method
(singleton_method name: (_) @name) @method
(assignment left: (constant) @name right: (_ method: (identifier) @keyword block: (_))) @factory
(assignment left: (constant) @name) @constant
(assignment left: (scope_resolution) @name) @constant
(call method: (identifier) @keyword arguments: (_ (simple_symbol) @name)) @call
(comment) @comment

// References prints, as JSON lines, every definition of a Go source tree with the places that refer to it, as go/types resolves
// them. Missing packages are tolerated. It unites the systems of GOOS. Usage: go run references.go ROOT [TAG...]
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

var systems = []string{"linux", "darwin", "windows", "openbsd", "solaris", "aix", "android", "freebsd", "plan9", "js"}

type symbol struct {
	Kind        string   `json:"kind"`
	Owner       string   `json:"owner"`
	Name        string   `json:"name"`
	Definitions []string `json:"definitions"`
	References  []string `json:"references"`
}

// A position identifies a symbol, because every pass has its own objects.
var (
	root    string
	fset    = token.NewFileSet()
	parsed  = map[string]*ast.File{}
	symbols = map[token.Pos]*symbol{}
	used    = map[token.Pos]map[string]bool{}
	seen    = map[string]bool{}
	modules = map[string]string{}
	library = importer.Default()
)

func main() {
	root, _ = filepath.Abs(os.Args[1])
	root, _ = filepath.EvalSymlinks(root)
	build.Default.CgoEnabled = false
	build.Default.BuildTags = os.Args[2:]
	files := map[string][]string{}
	filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() && strings.HasSuffix(path, ".go") {
			files[filepath.Dir(path)] = append(files[filepath.Dir(path)], path)
			parsed[path], _ = parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		}
		if err == nil && info.Name() == "go.mod" {
			text, _ := os.ReadFile(path)
			if found := regexp.MustCompile(`(?m)^module\s+"?([^\s"]+)`).FindSubmatch(text); found != nil {
				modules[filepath.Dir(path)] = string(found[1])
			}
		}
		return nil
	})
	for _, system := range systems {
		build.Default.GOOS = system
		newPass(files).run()
	}
	for path := range parsed {
		if !seen[path] {
			fmt.Fprintln(os.Stderr, "not read:", path)
		}
	}
	printAll()
}

func printAll() {
	var all []*symbol
	for pos, s := range symbols {
		for place := range used[pos] {
			s.References = append(s.References, place)
		}
		sort.Strings(s.References)
		if s.References == nil {
			s.References = []string{}
		}
		all = append(all, s)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Definitions[0] < all[j].Definitions[0] })
	for _, s := range all {
		line, _ := json.Marshal(s)
		fmt.Println(string(line))
	}
}

type unit struct{ base, tests, outer []*ast.File }

type pass struct {
	units map[string]*unit // by import path
	ready map[string]*types.Package
	whole map[string]*types.Package
	std   types.Importer
}

func newPass(files map[string][]string) *pass {
	p := &pass{map[string]*unit{}, map[string]*types.Package{}, map[string]*types.Package{}, library}
	for dir, paths := range files {
		u := &unit{}
		for _, path := range paths {
			file := parsed[path]
			if ok, _ := build.Default.MatchFile(dir, filepath.Base(path)); !ok || file == nil {
				continue
			}
			seen[path] = true
			switch test := strings.HasSuffix(path, "_test.go"); {
			case test && strings.HasSuffix(file.Name.Name, "_test"):
				u.outer = append(u.outer, file)
			case test:
				u.tests = append(u.tests, file)
			default:
				u.base = append(u.base, file)
			}
		}
		p.units[importPath(dir)] = u
	}
	return p
}

func importPath(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if module, ok := modules[at]; ok {
			if module == "std" {
				return filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(dir, at), "/"))
			}
			return strings.TrimSuffix(module+"/"+filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(dir, at), "/")), "/")
		}
		if at == root || at == "/" {
			return dir
		}
	}
}

func (p *pass) run() {
	for path, u := range p.units {
		whole := append(append([]*ast.File{}, u.base...), u.tests...)
		if len(whole) > 0 {
			p.whole[path] = p.check(path, whole, p)
		}
		if len(u.outer) > 0 {
			p.check(path+"_test", u.outer, outside{p, path})
		}
	}
}

// outside lets external tests see what the tests inside a package export.
type outside struct {
	*pass
	path string
}

func (o outside) Import(path string) (*types.Package, error) {
	if path == o.path && o.whole[path] != nil {
		return o.whole[path], nil
	}
	return o.pass.Import(path)
}

func (p *pass) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if found, ok := p.ready[path]; ok {
		return found, nil
	}
	if u, ok := p.units[path]; ok && len(u.base) > 0 {
		p.ready[path] = types.NewPackage(path, u.base[0].Name.Name)
		p.ready[path] = p.check(path, u.base, p)
		return p.ready[path], nil
	}
	found, err := p.std.Import(path)
	if err != nil || found == nil {
		name := regexp.MustCompile(`/v\d+$|\.v\d+$`).ReplaceAllString(path, "")
		found = types.NewPackage(path, name[strings.LastIndex(name, "/")+1:])
		found.MarkComplete()
	}
	p.ready[path] = found
	return found, nil
}

func (p *pass) check(path string, files []*ast.File, from types.Importer) *types.Package {
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: from, Error: func(error) {}, FakeImportC: true}
	pkg, _ := config.Check(path, fset, files, info)
	for _, file := range files {
		define(file, info)
	}
	for id, object := range info.Uses {
		object = origin(object)
		if object.Pos().IsValid() && strings.HasPrefix(fset.Position(object.Pos()).Filename, root) {
			if used[object.Pos()] == nil {
				used[object.Pos()] = map[string]bool{}
			}
			used[object.Pos()][place(id.Pos())] = true
		}
	}
	return pkg
}

func origin(object types.Object) types.Object {
	switch o := object.(type) {
	case *types.Var:
		return o.Origin()
	case *types.Func:
		return o.Origin()
	}
	return object
}

func place(pos token.Pos) string {
	at := fset.Position(pos)
	path, _ := filepath.Rel(root, at.Filename)
	return fmt.Sprintf("%s:%d", filepath.ToSlash(path), at.Line)
}

func define(file *ast.File, info *types.Info) {
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			add("method", receiver(d), d.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					add("type", "", s.Name)
					members(s.Name.Name, s.Type, info)
				case *ast.ValueSpec:
					for _, name := range s.Names {
						add("field", "", name)
					}
				}
			}
		}
	}
}

func members(owner string, node ast.Expr, info *types.Info) {
	switch n := node.(type) {
	case *ast.StructType:
		for _, field := range n.Fields.List {
			for _, name := range field.Names {
				add("field", owner, name)
				members(owner+"."+name.Name, field.Type, info)
			}
		}
	case *ast.InterfaceType:
		for _, method := range n.Methods.List {
			for _, name := range method.Names {
				add("method", owner, name)
			}
		}
	case *ast.StarExpr:
		members(owner, n.X, info)
	case *ast.ArrayType:
		members(owner, n.Elt, info)
	case *ast.MapType:
		members(owner, n.Value, info)
	}
}

func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return ""
	}
	for node := d.Recv.List[0].Type; ; {
		switch n := node.(type) {
		case *ast.StarExpr:
			node = n.X
		case *ast.ParenExpr:
			node = n.X
		case *ast.IndexExpr:
			node = n.X
		case *ast.IndexListExpr:
			node = n.X
		case *ast.Ident:
			return n.Name
		default:
			return ""
		}
	}
}

func add(kind, owner string, name *ast.Ident) {
	if name.Name != "_" && symbols[name.Pos()] == nil {
		symbols[name.Pos()] = &symbol{kind, owner, name.Name, []string{place(name.Pos())}, nil}
	}
}

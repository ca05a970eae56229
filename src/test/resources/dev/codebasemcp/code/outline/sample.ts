import { x } from './x';

/** An account. */
export interface Account<T> extends Base {
  readonly id: string;
  load(id: string): Promise<T>;
}
export type Id = string | number;
export enum Color { Red, Green = 'g' }
declare module 'foo' { function bar(): void; }
namespace Deep.Space { export const y = 1; export function probe() {} }
@Injectable()
export abstract class Service<T> implements Account<T> {
  private cache: Map<string, T> = new Map();
  static readonly LIMIT = 4;
  constructor(private readonly http: Http) {}
  @Input()
  name: string;
  abstract run(): void;
  @Log()
  async load(id: string): Promise<T> {
    return this.get<T>(id);
  }
  private onClick = (e: Event) => {};
}
export const make = async <T>(x: T): Promise<T> => x;
export const settings: Settings = { a: 1 };
export function over(a: string): void;
export function over(a: any) {}
declare function declared(a: number): void;

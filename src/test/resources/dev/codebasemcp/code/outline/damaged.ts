<<<<<<< HEAD
export class Left<T> {
  async load(id: string): Promise<T> {
    return this.get(id
=======
export class Right<T> {
  async store(id: string): Promise<void> {
    return this.put(id);
>>>>>>> branch
  }

  private remove = (id: string) => {
    return 1;
  };
}

export interface Options {
  name: string;
}

export const later = async (a: number): Promise<void> => {
  return;
};

type Props = { name: string };
export const Button: React.FC<Props> = ({ name }) => {
  const [n, setN] = useState(0);
  const onClick = () => setN(n + 1);
  return <button onClick={onClick}>{name}</button>;
};
export default function App() {
  return <Button name="a" />;
}
const Memo = React.memo(function Inner() { return null; });

export function AnchorPage() { return <p>soon</p>; }

import { Route, Routes } from 'react-router-dom';
import { ClusterList } from './ClusterList';
import { ClusterPage } from './ClusterPage';

/** The list, and below it one page a cluster. */
export function Clusters() {
  return (
    <Routes>
      <Route path="/" element={<ClusterList />} />
      <Route path="/:cluster" element={<ClusterPage />} />
    </Routes>
  );
}

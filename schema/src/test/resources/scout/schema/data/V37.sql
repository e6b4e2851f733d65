UPDATE scout.sources SET kept = 'source: edge_transactions';

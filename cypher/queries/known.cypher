// purpose: those of these ids that are stored
// parameters: ids
// columns: id
UNWIND $ids AS id
MATCH (copy:Copy {id: id})-[:COPY_OF]->(:Article)
RETURN DISTINCT copy.id AS id

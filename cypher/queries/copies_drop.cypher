// purpose: take ids off their texts, and forget what they were near to
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (copy:Copy {id: id})
DETACH DELETE copy

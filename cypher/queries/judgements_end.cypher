// purpose: judgements that no longer stand
// parameters: ids, state
// columns: none
UNWIND $ids AS id
MATCH (one:Judgement {id: id, state: 'standing'})
SET one.state = $state
WITH one
MATCH (one)-[on:LEFT|RIGHT]->(:Actor)
DELETE on

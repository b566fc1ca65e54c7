// purpose: forget those of these ids that neither an article nor a judgement names
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (actor:Actor {id: id})
WHERE coalesce(actor.tally, '') = '' AND NOT EXISTS { (actor)<-[:LEFT|RIGHT]-(:Judgement) }
DETACH DELETE actor

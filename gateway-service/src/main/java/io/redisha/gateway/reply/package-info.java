/**
 * What Redis answered, and the forms in which HTTP clients get it.
 * <p>
 * {@link io.redisha.gateway.reply.Reply} is a reply as RESP2 has it, whichever client library received it.
 * {@link io.redisha.gateway.reply.ReplyFormat} renders one: {@link io.redisha.gateway.reply.JsonReply} as the JSON of
 * Webdis (the forms of single commands are in {@link io.redisha.gateway.reply.JsonShape}),
 * {@link io.redisha.gateway.reply.RawReply} as RESP, {@link io.redisha.gateway.reply.CustomReply} as bare bytes under a
 * content type. All of them are pure functions; they run on the event loop of the request.
 */
package io.redisha.gateway.reply;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>Who may make which call over HTTP, for the stage gushi and its room.</summary>
internal static class CallTable
{
    private static readonly string[] Operator = [Callers.Operator];
    private static readonly string[] Auditors = [Callers.Auditor, Callers.Operator];
    private static readonly string[] Shippers = [Callers.Shipper];
    private static readonly string[] OfStage = [Callers.Anchor, Callers.Operator];
    private static readonly string[] Watchers = [Callers.Anchor, Callers.Auditor, Callers.Operator];
    private static readonly string[] Moderators = [Callers.Anchor, Callers.Moderator, Callers.Everywhere, Callers.Operator];

    private static readonly (string[] Who, string Calls)[] Table =
    [
        (Callers.All, """
            ANY /healthz
            ANY /metrics
            ANY /readyz
            GET /docs/favicon.svg
            GET /docs/scalar.aspnetcore.js
            GET /docs/scalar.js
            GET /docs/{documentName?}
            GET /openapi/{documentName}.json
            GET /
            GET /account
            GET /anchor
            GET /control
            GET /embed/{channel}
            GET /item/{product}
            GET /join
            GET /replay/{channel}/{slot}
            GET /replay/{channel}
            GET /setup
            GET /sign-in
            GET /watch/{channel}
            ANY,OPTIONS /.well-known/jwks.json
            GET,HEAD /.well-known/jwks.json
            ANY,OPTIONS /live/{channel}.flv
            GET,HEAD /live/{channel}.flv
            ANY,OPTIONS /live/{channel}/{**any}
            GET,HEAD /live/{channel}/full-{rendition}.m3u8
            GET,HEAD /live/{channel}/full.m3u8
            GET,HEAD /live/{channel}/index.m3u8
            GET,HEAD /live/{channel}/init/{name}.mp4
            GET,HEAD /live/{channel}/ll-{rendition}.m3u8
            GET,HEAD /live/{channel}/ll.m3u8
            GET,HEAD /live/{channel}/plain.m3u8
            GET,HEAD /live/{channel}/poster.jpg
            GET,HEAD /live/{channel}/posters/{at:long}.jpg
            GET,HEAD /live/{channel}/replays/{slot}.m3u8
            GET,HEAD /live/{channel}/replays/{slot}.mp4
            GET,HEAD /live/{channel}/storyboard.vtt
            GET,HEAD /live/{channel}/{epoch}/p{number:long}.m4s
            GET,HEAD /live/{channel}/{epoch}/s{number:long}.m4s
            GET,HEAD /media/pictures/{picture}/{size}
            ANY,OPTIONS /rooms/{room}/feed/{**any}
            GET,HEAD /rooms/{room}/feed/counts.json
            GET,HEAD /rooms/{room}/feed/snapshot.json
            GET,HEAD /rooms/{room}/feed/{epoch}/{number:long:min(0)}.json
            POST /api/v1/accounts/sign-in
            POST /api/v1/invitations/accept
            POST /api/v1/invitations/look
            GET /api/v1/setup
            POST /api/v1/setup/first
            POST /api/v1/shops/{shop}/events
            POST /api/v1/sites/ticket
            POST /api/v1/tickets
            POST /api/v1/viewers
            POST /api/v1/viewers/codes
            GET /api/v1/viewers/login
            GET /api/v1/viewers/login/return
            GET /api/v1/channels
            GET /api/v1/channels/{channel}
            GET /api/v1/channels/{channel}/playback
            GET /api/v1/channels/{channel}/replays
            GET /api/v1/channels/{channel}/replays/{slot}
            GET /api/v1/festivals
            GET /api/v1/festivals/{id}
            GET /api/v1/festivals/{id}/guests
            GET /api/v1/festivals/{id}/rundown
            GET /api/v1/products
            GET /api/v1/products/{sku}
            GET /api/v1/rooms/{room}
            GET /api/v1/rooms/{room}/audience
            GET /api/v1/rooms/{room}/pins/{pin}/go
            GET /api/v1/rooms/{stage}/polls/{id}
            GET /api/v1/rooms/{stage}/questions/{id}
            GET /api/v1/site
            GET /api/v1/stages/{stage}/votes
            GET /api/v1/votes/{id}
            """),
        (Callers.WithToken, """
            POST /api/v1/accounts/sign-out
            POST /api/v1/channels/{channel}/playback
            POST /api/v1/viewers/login
            POST /api/v1/viewers/renewal
            DELETE /api/v1/viewers/session
            """),
        (Callers.Staff, """
            GET,PUT /api/v1/accounts/me
            PUT /api/v1/accounts/me/password
            POST /api/v1/accounts/me/second-factor
            POST /api/v1/accounts/me/second-factor/confirm
            POST /api/v1/accounts/me/second-factor/off
            DELETE,GET /api/v1/accounts/me/sessions
            DELETE /api/v1/accounts/me/sessions/{sid}
            """),
        ([Callers.Person], """
            GET /api/v1/my/inbox
            PUT /api/v1/my/inbox/read
            GET /api/v1/my/prizes
            DELETE,POST /api/v1/my/prizes/{question}/claim
            POST /api/v1/votes/{id}/ballots
            """),
        ([Callers.Auditor, Callers.Operator, Callers.Shipper], """
            GET /api/v1/claims
            """),
        ([Callers.Site, Callers.Operator], """
            GET,POST /api/v1/sites/{site}/villagers
            DELETE,PUT /api/v1/sites/{site}/villagers/{id}
            """),
        ([Callers.Site], """
            POST /api/v1/sites/{site}/villagers/{id}/tickets
            """),
        (Shippers, """
            GET /api/v1/claims/{id}
            POST /api/v1/claims/{id}/shipped
            """),
        (Watchers, """
            GET /api/v1/rooms/{room}/roster
            GET /api/v1/rooms/{room}/roster/attendance
            GET /api/v1/stages/{stage}/health
            """),
        (OfStage, """
            DELETE,POST /api/v1/rooms/{stage}/pin
            POST /api/v1/rooms/{stage}/polls
            POST /api/v1/rooms/{stage}/polls/{id}/cancel
            POST /api/v1/rooms/{stage}/polls/{id}/close
            POST /api/v1/rooms/{stage}/polls/{id}/open
            POST /api/v1/rooms/{stage}/questions
            POST /api/v1/rooms/{stage}/questions/{id}/answer
            POST /api/v1/rooms/{stage}/questions/{id}/cancel
            POST /api/v1/rooms/{stage}/questions/{id}/close
            POST /api/v1/rooms/{stage}/questions/{id}/open
            POST /api/v1/rooms/{stage}/questions/{id}/pause
            POST /api/v1/rooms/{stage}/questions/{id}/resume
            POST /api/v1/rooms/{stage}/questions/{id}/reveal
            POST /api/v1/rooms/{stage}/questions/{id}/void
            POST /api/v1/stages/{stage}/votes
            POST /api/v1/votes/{id}/close
            POST /api/v1/votes/{id}/open
            POST /api/v1/votes/{id}/pause
            POST /api/v1/votes/{id}/resume
            POST /api/v1/votes/{id}/void
            """),
        (Moderators, """
            GET /api/v1/rooms/{room}/moderation
            POST /api/v1/rooms/{room}/held/{held}/approve
            POST /api/v1/rooms/{room}/held/{held}/reject
            DELETE /api/v1/rooms/{room}/messages/{offset:long}
            PUT /api/v1/rooms/{room}/mode
            DELETE,PUT /api/v1/rooms/{room}/restrictions/{viewer}
            """),
        ([Callers.Moderator, Callers.OtherModerator, Callers.Everywhere, Callers.Operator], """
            DELETE,GET,POST,PUT /api/v1/moderation/words
            POST /api/v1/moderation/words/import
            """),
        ([Callers.Everywhere, Callers.Auditor, Callers.Operator], """
            GET /api/v1/moderation/records
            """),
        (Auditors, """
            GET /api/v1/audit
            GET /api/v1/claims/{id}/reads
            GET /api/v1/keys
            GET /api/v1/outbox
            GET /api/v1/results/pins
            GET /api/v1/results/questions
            GET /api/v1/results/questions/{id}
            GET /api/v1/results/questions/{id}/entrants
            GET /api/v1/shop-events
            GET /api/v1/shops
            GET /api/v1/sites
            GET /api/v1/votes/{id}/ballots
            """),
        ([Callers.Machine, Callers.Operator], """
            GET /api/v1/products.csv
            POST /api/v1/products/import
            PUT /api/v1/products/order
            PUT /api/v1/products/{sku}
            POST,PUT /api/v1/products/{sku}/pictures
            DELETE /api/v1/products/{sku}/pictures/{picture}
            """),
        ([Callers.Machine, .. Auditors], """
            GET /api/v1/products/{sku}/movements
            """),
        (Operator, """
            GET,POST /api/v1/accounts
            DELETE,PUT /api/v1/accounts/{id}
            PUT /api/v1/accounts/{id}/moderation
            POST /api/v1/accounts/{id}/reset-link
            DELETE /api/v1/accounts/{id}/second-factor
            DELETE,GET /api/v1/accounts/{id}/sessions
            DELETE /api/v1/accounts/{id}/sessions/{sid}
            GET,POST /api/v1/accounts/invitations
            DELETE /api/v1/accounts/invitations/{invitation}
            GET /api/v1/channels/{channel}/simulcast
            DELETE,POST /api/v1/channels/{channel}/simulcast/{target}
            POST /api/v1/channels/{channel}/filler
            POST /api/v1/channels/{channel}/hold
            POST /api/v1/channels/{channel}/release
            POST /api/v1/channels/{channel}/return
            POST /api/v1/channels/{channel}/take
            DELETE /api/v1/claims/{id}
            POST /api/v1/festivals
            DELETE,PUT /api/v1/festivals/{id}
            POST /api/v1/festivals/{id}/restore
            PUT /api/v1/festivals/{id}/rundown
            POST /api/v1/festivals/{festival}/stages
            POST /api/v1/keys/{purpose}/rotate
            POST /api/v1/outbox/again
            DELETE /api/v1/outbox/{id:long}
            POST /api/v1/outbox/{id:long}/again
            GET,POST /api/v1/persons/revocations
            DELETE /api/v1/persons/revocations/{viewer}
            GET,POST /api/v1/machine-keys
            DELETE /api/v1/machine-keys/{id}
            POST /api/v1/machine-keys/{id}/rotate
            POST /api/v1/products
            DELETE /api/v1/products/{sku}
            POST /api/v1/products/{sku}/restore
            DELETE /api/v1/shop-events/{id:long}
            POST /api/v1/shop-events/{id:long}/again
            POST /api/v1/shops
            PUT /api/v1/shops/{shop}
            POST /api/v1/shops/{shop}/secret
            POST /api/v1/sites
            DELETE,PUT /api/v1/sites/{id}
            DELETE,POST /api/v1/sites/{id}/key
            POST /api/v1/sites/upload
            POST /api/v1/sites/{id}/restore
            POST /api/v1/sites/{id}/retire
            DELETE,PUT /api/v1/stages/{stage}
            POST /api/v1/stages/{stage}/key
            POST /api/v1/stages/{stage}/restore
            DELETE /api/v1/stages/{stage}/publisher
            DELETE,POST /api/v1/stages/{stage}/test-picture
            PUT /api/v1/festivals/{id}/guests
            GET,POST /api/v1/simulcast/targets
            DELETE,PUT /api/v1/simulcast/targets/{id}
            """),
    ];

    /// <summary>The callers of each call.</summary>
    public static IReadOnlyDictionary<string, string[]> Read() =>
    (
        from row in Table
        from line in row.Calls.Split('\n', StringSplitOptions.TrimEntries)
        let words = line.Split(' ')
        from method in words[0].Split(',')
        select (Call: $"{method} {words[1]}", row.Who)
    ).ToDictionary(row => row.Call, row => row.Who, StringComparer.Ordinal);
}

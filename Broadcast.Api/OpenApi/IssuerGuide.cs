using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Broadcast.Api.OpenApi;

/// <summary>Writes into the OpenAPI document how another site's login gives its customers tickets.</summary>
internal sealed class IssuerGuide : IOpenApiDocumentTransformer
{
    private const string Text =
        """


        # Tickets from your own login

        A site whose customers are signed in signs their tickets itself: they keep one name on every device, and rooms know them as persons, not as guests. Set `Tokens:Issuers` to a list of `{Issuer, Audience, SharedKey or KeySet}` in all services. A ticket is a JWT (RFC 7519), sent as `access_token` to the hub and as bearer token to this API.

        | claim | |
        |---|---|
        | `iss` | the issuer's `Issuer`, letter by letter |
        | `aud` | the issuer's `Audience`; `livefestival` unless set |
        | `sub` | the person at the issuer: any text that stays the same. Nobody else sees it |
        | `exp` | when the ticket ends, in Unix seconds; the connection ends with it, or goes on with a newer ticket (`Refresh`) |
        | `nbf` | from when the ticket is valid; may be missing. Clocks may differ by 60 s |
        | `iat` | when it was issued: an operator may end all older ones of a person (`POST /api/v1/persons/revocations`), and one without `iat` counts as older |
        | `name` | the name that others see, up to 20 characters; without it the first six digits of the id |
        | `followed_at` | since when the person follows the anchor, in Unix seconds, for rooms where only followers may talk; may be missing |

        Signed with `HS256` and the `SharedKey` (at least 32 bytes, base64), or with `RS256` or `ES256` and a key of the `KeySet` (an https address of a JSON Web Key Set, RFC 7517) that the header's `kid` names. Keys that are new in the set are fetched when a ticket names them. Roles in such a ticket are ignored.

        Rooms and results name the person by an id (`viewer`) that follows from `iss` and `sub` alone: `person:` and the first 32 hexadecimal digits of SHA-256 over `iss`, a line feed and `sub`, in UTF-8. So a shop finds its customers among the winners without asking anybody.

        `deploy/ticket.sh ISSUER SHARED_KEY SUBJECT [NAME]` prints a ticket and the id.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Description += Text;
        return Task.CompletedTask;
    }
}

using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Persons;

internal static class PersonErrors
{
    public static readonly Error Issuer = new(
        "person.issuer", "'issuer' is none of Tokens:Issuers.", ErrorKind.Invalid, "Send the 'iss' of the tokens, as it is configured.");

    public static readonly Error Malformed = new("person.invalid", "The revocation is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Unknown = new("person.unknown", "No tokens of this person are revoked.", ErrorKind.Unknown, "List the revocations to find the viewer.");

    public static readonly Error Full = new(
        "person.full", $"The tokens of {PersonEndpoints.Most} persons are revoked already.", ErrorKind.Conflict, "Take back revocations whose tokens have expired.");

    public static Error Invalid(string message) => Malformed.With(message);
}

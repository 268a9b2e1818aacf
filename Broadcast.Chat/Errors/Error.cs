namespace Broadcast.Chat.Errors;

/// <summary>An expected failure. <see cref="Code"/> is part of the protocol and is never renamed.</summary>
internal sealed record Error(string Code, string Message, ErrorKind Kind);

/// <summary>What sort of failure it is; decides the HTTP status.</summary>
internal enum ErrorKind
{
    /// <summary>400: the request itself is wrong.</summary>
    Invalid,

    /// <summary>401: no valid token.</summary>
    Unauthenticated,

    /// <summary>403: not for this caller.</summary>
    Forbidden,

    /// <summary>404.</summary>
    Unknown,

    /// <summary>409: the state does not allow it.</summary>
    Conflict,

    /// <summary>429.</summary>
    TooFast,

    /// <summary>503: something behind us is away.</summary>
    Unavailable,
}

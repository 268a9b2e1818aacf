namespace Broadcast.Api.Demo.Audience;

/// <summary>The language in which a simulated viewer talks.</summary>
internal enum Tongue
{
    Chinese,
    English,
}

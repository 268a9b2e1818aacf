namespace Broadcast.Chat.Relay;

/// <summary>A relay's room as one script read it. What is written on top of it is refused when it has changed since.</summary>
/// <param name="Epoch">Of the relay's log. Another one may have lost what was read.</param>
/// <param name="Version">Of the projection: each round that writes has one more.</param>
/// <param name="Projection">How far its stages were followed.</param>
/// <param name="Picture">What it shows.</param>
internal sealed record RelayMoment(string Epoch, long Version, Projection Projection, RelayPicture Picture);

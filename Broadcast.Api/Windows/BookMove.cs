namespace Broadcast.Api.Windows;

/// <summary>What became of a step that somebody wanted to take.</summary>
/// <param name="Window">The window after it; null when there is none.</param>
/// <param name="Taken">Whether this call took it.</param>
internal readonly record struct BookMove(BookWindow? Window, bool Taken);

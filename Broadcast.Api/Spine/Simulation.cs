namespace Broadcast.Api.Spine;

/// <summary>Whether a part of what viewers see is simulated, which pages must say.</summary>
internal sealed record Simulation(bool Runs);

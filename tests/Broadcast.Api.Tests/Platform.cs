using System.Runtime.Versioning;

// The tests use file modes, Unix sockets and signals.
[assembly: SupportedOSPlatform("linux")]

using System.Runtime.Versioning;

// File modes, Unix sockets and signals are looked at.
[assembly: SupportedOSPlatform("linux")]

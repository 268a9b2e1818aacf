using System.Buffers;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>Writes the server's answers to commands.</summary>
internal sealed class RtmpAnswers(ChunkWriter writer)
{
    /// <summary>Bytes between two acknowledgements, both ways.</summary>
    public const uint Window = 2_500_000;

    private const int ChunkSize = 4096;
    private readonly ArrayBufferWriter<byte> _scratch = new(512);

    public void Connected(double transaction)
    {
        writer.WriteNumber(MessageType.WindowSize, Window);
        writer.WritePeerBandwidth(Window);
        writer.SetChunkSize(ChunkSize);
        // No fourCcList: a client that asks for enhanced RTMP learns that it is not supported.
        var properties = new AmfObject().Add("fmsVer", "FMS/3,5,7,7009").Add("capabilities", 31d).Add("mode", 1d);
        var status = StatusObject("status", "NetConnection.Connect.Success", "Connection succeeded.").Add("objectEncoding", 0d);
        Write(ChunkWriter.CommandId, 0, "_result", transaction, properties, status);
    }

    public void ConnectRefused(double transaction, string description) =>
        Write(ChunkWriter.CommandId, 0, "_error", transaction, null, StatusObject("error", "NetConnection.Connect.InvalidApp", description));

    public void Result(double transaction, object? value) => Write(ChunkWriter.CommandId, 0, "_result", transaction, null, value);

    /// <summary>Confirms the call only: whether the stream may be published is decided when <c>publish</c> comes.</summary>
    public void FcPublishHeard(double transaction) =>
        Write(
            ChunkWriter.CommandId, 0, "onFCPublish", transaction, null,
            StatusObject("status", "NetConnection.Call.Success", "The publish call decides."));

    public void StreamBegins(uint stream) => writer.WriteUserControl(UserControl.StreamBegin, stream);

    public void Status(uint stream, string code, string description) =>
        Write(ChunkWriter.StatusId, stream, "onStatus", 0, null, StatusObject("status", code, description));

    public void Error(uint stream, string code, string description) =>
        Write(ChunkWriter.StatusId, stream, "onStatus", 0, null, StatusObject("error", code, description));

    private static AmfObject StatusObject(string level, string code, string description) =>
        new AmfObject().Add("level", level).Add("code", code).Add("description", description);

    private void Write(int chunkStream, uint messageStream, string name, double transaction, object? target, object? value)
    {
        _scratch.ResetWrittenCount();
        _scratch.WriteAmf(name);
        _scratch.WriteAmf(transaction);
        _scratch.WriteAmf(target);
        _scratch.WriteAmf(value);
        writer.Write(chunkStream, MessageType.CommandAmf0, messageStream, _scratch.WrittenSpan);
    }
}

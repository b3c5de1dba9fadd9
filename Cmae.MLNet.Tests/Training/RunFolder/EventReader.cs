using System.Text;

namespace Cmae.MLNet.Tests.Training.RunFolder;

/// <summary>
/// Reads TensorBoard's event files by the format's description alone: TFRecords with masked CRC-32C, and in them protocol buffers, of which it knows wall time,
/// step, file version and simple values. Shares no code with the writer.
/// </summary>
internal static class EventReader
{
    public sealed record Scalars(long Step, double WallTime, string? Version, IReadOnlyDictionary<string, float> Values);

    /// <summary>All events of a run folder, which has one file of them.</summary>
    public static List<Scalars> ReadRun(string folder) => Read(Directory.GetFiles(folder, "events.out.tfevents.*").Single());

    /// <summary>All events; fails at the first byte that is not as it has to be.</summary>
    public static List<Scalars> Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        var events = new List<Scalars>();
        for (int position = 0; position < file.Length;)
        {
            int length = checked((int)BitConverter.ToUInt64(file, position));
            uint checksum = BitConverter.ToUInt32(file, position + 8);
            Assert.AreEqual(Masked(file.AsSpan(position, 8)), checksum, $"Checksum of the length at {position}");
            Span<byte> data = file.AsSpan(position + 12, length);
            Assert.AreEqual(Masked(data), BitConverter.ToUInt32(file, position + 12 + length), $"Checksum of the data at {position}");
            events.Add(Event(data));
            position += 16 + length;
        }
        return events;
    }

    private static Scalars Event(ReadOnlySpan<byte> data)
    {
        (long step, double wallTime, string? version) = (0, 0, null);
        var values = new Dictionary<string, float>();
        while (data.Length > 0)
        {
            ulong tag = Varint(ref data);
            switch (tag)
            {
                case (1 << 3) | 1:
                    wallTime = BitConverter.ToDouble(data);
                    data = data[8..];
                    break;
                case 2 << 3:
                    step = (long)Varint(ref data);
                    break;
                case (3 << 3) | 2:
                    version = Encoding.UTF8.GetString(Bytes(ref data));
                    break;
                case (5 << 3) | 2:
                    Summary(Bytes(ref data), values);
                    break;
                default:
                    throw new AssertFailedException($"An event has a field with the tag {tag}.");
            }
        }
        return new(step, wallTime, version, values);
    }

    private static void Summary(ReadOnlySpan<byte> data, Dictionary<string, float> values)
    {
        while (data.Length > 0)
        {
            Assert.AreEqual((1UL << 3) | 2, Varint(ref data));
            ReadOnlySpan<byte> value = Bytes(ref data);
            Assert.AreEqual((1UL << 3) | 2, Varint(ref value));
            string tag = Encoding.UTF8.GetString(Bytes(ref value));
            if (value.Length == 0)
            {
                values.Add(tag, 0);                              // proto3 leaves zeros out
                continue;
            }
            Assert.AreEqual((2UL << 3) | 5, Varint(ref value));
            values.Add(tag, BitConverter.ToSingle(value));
        }
    }

    private static ReadOnlySpan<byte> Bytes(ref ReadOnlySpan<byte> data)
    {
        int length = (int)Varint(ref data);
        ReadOnlySpan<byte> bytes = data[..length];
        data = data[length..];
        return bytes;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> data)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = data[0];
            data = data[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    /// <summary>CRC-32C bit by bit (reflected polynomial 0x82F63B78), masked as TFRecord has it.</summary>
    private static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        crc ^= 0xFFFFFFFF;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}

using Cmae.MLNet.Onnx.Format;
using Google.Protobuf.Reflection;

namespace Cmae.MLNet.Onnx;

/// <summary>
/// Estimates, before a model is parsed, how much memory its messages would take: an empty message is two bytes in the file and a hundred
/// times as many as an object.
/// </summary>
/// <remarks>One model; not thread-safe.</remarks>
internal sealed class MessageBudget
{
    /// <summary>What a model may take beyond its own bytes: tens of thousands of nodes and constants.</summary>
    private const long Allowed = 16 << 20;

    /// <summary>Levels of messages in one another, as many as the parser allows.</summary>
    private const int MostLevels = 100;

    /// <summary>Bytes of an object of a message, and of a text or a block of bytes beside its content, as .NET lays them out.</summary>
    private const int MessageCost = 200, TextCost = 64;

    // The kinds of fields in a message.
    private const int Number = 0, EightBytes = 1, Delimited = 2, FourBytes = 5;

    private readonly WireReader _input;
    private readonly long _most;
    private long _cost;

    private MessageBudget(Stream model, long length) => (_input, _most) = (new WireReader(model), length + Allowed);

    /// <summary>Reads through a model without keeping anything of it.</summary>
    /// <param name="model">The model's bytes.</param>
    /// <param name="length">How many bytes the file has.</param>
    /// <exception cref="InvalidDataException">Its messages would take far more memory than the file, or the bytes are not a model.</exception>
    public static void Check(Stream model, long length) =>
        new MessageBudget(model, length).Read(ModelProto.Descriptor, long.MaxValue, level: 0);

    private void Read(MessageDescriptor message, long end, int level)
    {
        if (level > MostLevels)
            throw new InvalidDataException($"its parts are nested deeper than {MostLevels} levels");
        Charge(MessageCost);
        while (_input.Position < end && !_input.IsAtEnd)
        {
            ulong tag = _input.Number();
            switch ((int)(tag & 7))
            {
                case Number:
                    Charge(sizeof(long));
                    _input.Number();
                    break;
                case EightBytes or FourBytes:
                    Charge(sizeof(long));
                    _input.Skip((tag & 7) == EightBytes ? 8u : 4u);
                    break;
                case Delimited:
                    ReadDelimited(message.FindFieldByNumber((int)Math.Min(tag >> 3, int.MaxValue)), level);
                    break;
                default:
                    throw new InvalidDataException($"it has a field of kind {tag & 7}, which ONNX does not have");
            }
        }
    }

    private void ReadDelimited(FieldDescriptor? field, int level)
    {
        ulong length = _input.Number();
        if (length > int.MaxValue)
            throw new InvalidDataException($"it has a part of {length} bytes, more than the format allows");
        if (field?.FieldType == FieldType.Message)
        {
            Read(field.MessageType, _input.Position + (long)length, level + 1);
            return;
        }
        Charge(TextCost + ((long)length * CostOfByte(field)));
        _input.Skip(length);
    }

    private static int CostOfByte(FieldDescriptor? field) => field?.FieldType switch
    {
        FieldType.Int64 => sizeof(long), // a packed list of numbers, of a byte each at least
        FieldType.Float or FieldType.String => 2,
        _ => 1,
    };

    private void Charge(long bytes)
    {
        _cost += bytes;
        if (_cost > _most)
            throw new InvalidDataException("its many small parts would take far more memory than the file has bytes");
    }
}

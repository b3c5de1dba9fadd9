using System.Text;

namespace Cmae.MLNet.Imaging;

/// <summary>Reads comma-separated values as RFC 4180 defines them: quoted values may contain commas, doubled quotes and line breaks.</summary>
internal static class CommaSeparated
{
    /// <summary>Reads the next record, or null at the end.</summary>
    /// <returns>The values, and the number of lines that the record spans.</returns>
    public static (string[] Fields, int Lines)? ReadRecord(TextReader reader)
    {
        if (reader.Peek() < 0)
            return null;
        var fields = new List<string>();
        var field = new StringBuilder();
        int lines = 1;
        bool quoted = false;
        while (reader.Read() is var next and >= 0)
        {
            char character = (char)next;
            if (quoted && character == '"' && reader.Peek() == '"')
                field.Append((char)reader.Read());
            else if (character == '"' && (quoted || field.Length == 0))
                quoted = !quoted;
            else if (!quoted && character == ',')
                Complete();
            else if (!quoted && character == '\n')
                break;
            else if (quoted || character != '\r' || reader.Peek() is not ('\n' or -1))
                Append(character); // a CR alone is not the end of a line
        }
        Complete();
        return ([.. fields], lines);

        void Append(char character)
        {
            field.Append(character);
            if (character == '\n')
                lines++;
        }

        void Complete()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}

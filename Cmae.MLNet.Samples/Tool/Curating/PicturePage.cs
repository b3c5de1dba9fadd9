using Cmae.MLNet.Samples.Tool.Reporting;
using Cmae.MLNet.Samples.Tool.Reporting.Sections;

namespace Cmae.MLNet.Samples.Tool.Curating;

/// <summary>A page of rows of pictures.</summary>
/// <param name="title">Its title.</param>
internal sealed class PicturePage(string title)
{
    /// <summary>Rows and pictures of a row that are drawn at most: a page must stay small enough to open.</summary>
    public const int MostRows = 200, MostPictures = 24;

    private readonly List<(string Heading, IReadOnlyList<(string Path, string Caption)> Pictures)> _rows = [];

    /// <summary>Adds a row; rows after the 200th and pictures after the 24th are not drawn.</summary>
    /// <param name="heading">What the row shows.</param>
    /// <param name="pictures">Image files and what is written under them.</param>
    public PicturePage Row(string heading, IEnumerable<(string Path, string Caption)> pictures)
    {
        if (_rows.Count < MostRows)
            _rows.Add((heading, [.. pictures.Take(MostPictures)]));
        return this;
    }

    /// <summary>Adds as many rows as the pictures need, all under one heading with the numbers of the pictures.</summary>
    public PicturePage Rows(string heading, IEnumerable<(string Path, string Caption)> pictures)
    {
        int first = 1;
        foreach ((string Path, string Caption)[] row in pictures.Chunk(MostPictures))
        {
            Row($"{heading}, {first} to {first + row.Length - 1}", row);
            first += row.Length;
        }
        return this;
    }

    /// <summary>Writes the page.</summary>
    public void Save(string path, string summary)
    {
        var page = new HtmlPage(title);
        page.Section("Summary", summary, "");
        foreach ((string heading, IReadOnlyList<(string Path, string Caption)> pictures) in _rows)
        {
            page.Section(heading, "", "<div class=\"images\">"
                + string.Concat(pictures.Select(picture => NeighborsSection.Figure(picture.Path, picture.Caption, ""))) + "</div>");
        }
        page.Save(path);
    }
}

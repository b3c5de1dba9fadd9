using Cmae.MLNet.Samples.Tool.Reporting.Pictures;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>The pictures that the run itself left: its views, and what the model makes of masked images.</summary>
internal static class ViewsSection
{
    public static void AddTo(HtmlPage page, RunFigures run)
    {
        Add(page, run, "views.png", "The two views",
            "First row: the images. Second row: the online view, which is masked. Third row: the target view, cut out a little elsewhere "
                + "and changed in color, which the masked one has to find.");
        Add(page, run, "reconstruction.png", "Masked and reconstructed",
            "First row: the images. Second row: what the encoder sees of them. Third row: what the model fills in; mean and contrast of a "
                + "hidden patch are taken from the image.");
    }

    private static void Add(HtmlPage page, RunFigures run, string file, string heading, string explanation)
    {
        string path = Path.Combine(run.Folder.FullName, file);
        if (File.Exists(path))
            page.Section(heading, explanation, $"<figure class=\"scroll\">{Picture.Html(path, explanation, "sheet")}</figure>");
    }
}

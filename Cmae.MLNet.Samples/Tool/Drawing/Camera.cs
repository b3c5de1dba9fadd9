using System.Runtime.InteropServices;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>What a simple camera adds to a scene: some blur, exposure and noise.</summary>
internal static class Camera
{
    /// <summary>Copies the scene as photographed; the caller disposes the copy.</summary>
    public static SKBitmap Photograph(SKBitmap scene, Random random)
    {
        float sharpness = random.Between(0, 0.011f) * scene.Width;
        var photo = new SKBitmap(scene.Info);
        using (var canvas = new SKCanvas(photo))
        using (var lens = new SKPaint { ImageFilter = SKImageFilter.CreateBlur(sharpness, sharpness, SKShaderTileMode.Clamp) })
            canvas.DrawBitmap(scene, 0, 0, lens);
        byte[] pixels = photo.Bytes;
        AddNoise(pixels, random);
        Marshal.Copy(pixels, 0, photo.GetPixels(), pixels.Length);
        return photo;
    }

    /// <summary>Scales the brightness a little and adds triangular noise to every channel of opaque R,G,B,A pixels.</summary>
    private static void AddNoise(Span<byte> pixels, Random random)
    {
        float exposure = random.Between(0.8f, 1.15f), noise = random.Between(2, 16);
        for (int i = 0; i < pixels.Length; i++)
        {
            if (i % 4 == 3)
                continue;
            float value = (pixels[i] * exposure) + (noise * (random.NextSingle() - random.NextSingle()));
            pixels[i] = (byte)Math.Clamp(value, 0, 255);
        }
    }
}

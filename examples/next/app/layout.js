import './style.css';

export const metadata = { title: 'Bookstore' };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Bookstore</h1>
          {children}
        </main>
      </body>
    </html>
  );
}
